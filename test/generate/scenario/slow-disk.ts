import type { EpochMs } from '../../../src/model/time.js';
import { type Entry, sortByTime } from '../entry.js';
import { k0sLine, klog, logrus } from '../payload/lines.js';
import { createRandom, type Random } from '../random.js';
import type { Span } from './background.js';
import {
  deposed,
  type EtcdLine,
  election,
  lateHeartbeat,
  rangeRequest,
  readIndexRetry,
  slowApply,
  slowSync,
} from './etcd-lines.js';
import { fromSystemd, fromUnit, makeLives, pidAt, type Server } from './host.js';
import { type LogStream, type Scenario, type Truth, tally } from './scenario.js';
import { serverLog } from './server-log.js';

const MINUTE_MS = 60_000;
const RESTART_MS = 5_000; // RestartSec of the units

export interface SlowDiskOptions extends Span {
  readonly seed: number | string;
  /** The first one has the slow disk and leads at first. */
  readonly servers: readonly Server[];
  /** How etcd's lines travel: in the unit's journal, a static pod's file, or wrapped by k0s. */
  readonly carrier: 'k3s' | 'rke2-pod' | 'k0s';
  /** Minutes at which the leases are lost and the process restarts (K3s only). */
  readonly leaseLostMinutes?: readonly number[];
  readonly debug?: boolean;
  readonly chatterMs?: number;
}

const PREFIXES = [
  '/registry/pods/shop/',
  '/registry/configmaps/',
  '/registry/minions/',
  '/registry/leases/kube-node-lease/',
];

function slowRequest(
  random: Random,
  at: EpochMs,
  worstMs: number,
): Parameters<typeof slowApply>[1] {
  const tookMs = 101 + random.between(0.2, 1) * worstMs;
  if (random.next() < 0.3) {
    const request = `header:<ID:94680601830${random.int(10_000_000, 99_999_999)} > lease_revoke:<id:${random.hex(16)}>`;
    return { at, tookMs, prefix: '', request, response: 'size:29' };
  }
  if (random.next() < 0.3) {
    const request = `key:"/registry/leases/kube-system/${random.pick(['kube-scheduler', 'kube-controller-manager'])}" `;
    return { at, tookMs, request, response: 'range_response_count:1 size:487' };
  }
  const response = `range_response_count:${random.int(0, 40)} size:${random.int(6, 90_000)}`;
  return {
    at,
    tookMs,
    request: rangeRequest(random.pick(PREFIXES), random.pick([500, undefined])),
    response,
  };
}

/** One stall: reads retry while a sync hangs, and everything that waited is late with it. */
function stall(
  server: Server,
  followers: readonly Server[],
  at: EpochMs,
  heartbeatMs: number,
  random: Random,
): EtcdLine[] {
  const syncMs = 1_050 + random.skewed(1_400, 0.6);
  const end = at + syncMs;
  const retries = Math.floor(syncMs / 500);
  return [
    ...Array.from({ length: retries }, (_, no) =>
      readIndexRetry(server, at + 500 * (no + 1), random),
    ),
    slowSync(server, end, syncMs),
    ...followers.map(({ memberId: to }, no) =>
      lateHeartbeat(server, {
        at: end + 0.4 + no * 0.1,
        to,
        intervalMs: heartbeatMs,
        exceededMs: syncMs - 2 * heartbeatMs + random.between(1, 30),
      }),
    ),
    ...Array.from({ length: random.int(3, 14) }, (_, no) =>
      slowApply(server, slowRequest(random, end + 1 + no * 0.7, syncMs)),
    ),
  ].sort((a, b) => a.at - b.at);
}

/** etcd's own lines on the server with the slow disk. */
export function slowDiskLines(options: SlowDiskOptions): readonly EtcdLine[] {
  const [server, ...followers] = options.servers;
  if (server === undefined) return [];
  const random = createRandom(options.seed, 'stalls');
  const heartbeatMs = options.carrier === 'k0s' ? 100 : 500;
  const lines: EtcdLine[] = [];
  const deposedAt = options.from + (options.leaseLostMinutes?.[0] ?? 6) * MINUTE_MS - 5_000;
  let at = options.from + 2 * MINUTE_MS + random.between(0, 900);
  while (at < options.to - 20_000) {
    // Only the leader sends heartbeats.
    const heard = at < deposedAt ? followers : [];
    lines.push(...stall(server, heard, at, heartbeatMs, random));
    at += 4_000 + random.skewed(6_000, 0.7);
  }
  return lines;
}

/** Leases of the controllers cannot be renewed: first errors, then the process ends and systemd starts it again. */
function leaseLoss(server: Server, pid: number, at: EpochMs): readonly Entry[] {
  const { offsetMinutes } = server;
  const say = (after: number, severity: 'I' | 'E', file: string, text: string): Entry =>
    fromUnit(
      server,
      pid,
      at + after,
      klog({ severity, at: at + after, thread: pid, file, text, offsetMinutes }),
    );
  const lease = (name: string): string =>
    `https://127.0.0.1:6444/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${name}?timeout=5s`;
  const fatal = logrus({
    at: at + 7_050,
    level: 'fatal',
    msg: 'leaderelection lost for k3s-etcd',
    offsetMinutes,
  });
  return [
    say(
      0,
      'E',
      'leaderelection.go:436',
      `error retrieving resource lock kube-system/kube-controller-manager: Get "${lease('kube-controller-manager')}": context deadline exceeded`,
    ),
    say(
      1_210,
      'E',
      'leaderelection.go:429',
      'Failed to update lock optimistically: etcdserver: request timed out, falling back to slow path',
    ),
    say(
      4_870,
      'I',
      'leaderelection.go:297',
      'failed to renew lease kube-system/kube-controller-manager: context deadline exceeded',
    ),
    say(4_902, 'E', 'controllermanager.go:340', '"leaderelection lost"'),
    say(
      6_998,
      'I',
      'leaderelection.go:297',
      'failed to renew lease kube-system/k3s-etcd: context deadline exceeded',
    ),
    fromUnit(server, pid, at + 7_050, fatal),
    fromSystemd(
      server,
      at + 7_130,
      `${server.unit}: Main process exited, code=exited, status=1/FAILURE`,
    ),
    fromSystemd(server, at + 7_131, `${server.unit}: Failed with result 'exit-code'.`),
    fromSystemd(
      server,
      at + 7_130 + RESTART_MS,
      `${server.unit}: Scheduled restart job, restart counter is at 1.`,
    ),
  ];
}

function leaderChanges(options: SlowDiskOptions): ReadonlyMap<Server, readonly EtcdLine[]> {
  const [slow, winner, other] = options.servers;
  if (slow === undefined || winner === undefined || other === undefined) return new Map();
  const minute = options.leaseLostMinutes?.[0] ?? 6;
  const at = options.from + minute * MINUTE_MS - 2_341.207;
  const theirs = election(winner, slow.memberId, [slow.memberId, other.memberId], at, 12);
  const mine = deposed(slow, winner.memberId, at + 802.118, 12);
  return new Map([
    [slow, mine],
    [winner, theirs],
  ]);
}

function journal(server: Server, options: SlowDiskOptions): LogStream {
  const isSlow = server === options.servers[0];
  const lost = (isSlow ? (options.leaseLostMinutes ?? []) : []).map(
    (minute) => options.from + minute * MINUTE_MS + 316.442,
  );
  const lives = makeLives(server, [
    options.from - 600 * MINUTE_MS,
    ...lost.map((at) => at + 12_300),
  ]);
  const down = lost.map((at) => [at + 7_060, at + 13_500] as const);
  const isUp = (at: EpochMs): boolean => !down.some(([from, to]) => at >= from && at <= to);
  const lines = [
    ...(isSlow ? slowDiskLines(options) : []),
    ...(leaderChanges(options).get(server) ?? []),
  ];
  const entries = () => {
    const etcd = lines
      .filter(({ at }) => isUp(at))
      .map(({ at, text }) => fromUnit(server, pidAt(lives, at), at, text));
    const losses = lost.flatMap((at) => leaseLoss(server, pidAt(lives, at), at));
    return serverLog(
      { ...options, server, lives, plannedRestarts: false, joinsOther: true },
      sortByTime(etcd),
      losses,
    );
  };
  return { name: server.name, node: server.name, entries };
}

/** etcd alone: a static pod's file, or the journal of k0s around each line. */
function bareEtcd(server: Server, options: SlowDiskOptions): LogStream {
  const isSlow = server === options.servers[0];
  const { name: node, boot, memberId, offsetMinutes } = server;
  const lines = [
    ...(isSlow ? slowDiskLines(options) : []),
    ...(leaderChanges(options).get(server) ?? []),
  ];
  const pod = {
    namespace: 'kube-system',
    name: `etcd-${node}`,
    uid: `${memberId}${memberId}`,
    container: 'etcd',
  };
  const wrapped = ({ at, text }: EtcdLine): Entry => {
    const fields = { component: 'etcd', stream: 'stderr' };
    const message = k0sLine({ at, msg: text, fields, offsetMinutes });
    return {
      at,
      node,
      ident: 'k0s',
      unit: 'k0scontroller.service',
      pid: 1042,
      message,
      priority: 6,
      boot,
    };
  };
  const bare = ({ at, text }: EtcdLine): Entry => ({
    at: at + 0.3,
    node,
    ident: 'etcd',
    message: text,
    priority: 6,
    boot,
    pod,
    stream: 'stderr',
  });
  const isPod = options.carrier === 'rke2-pod';
  const path = `${node}/pods/${pod.namespace}_${pod.name}_${pod.uid}/etcd/0`;
  return {
    name: isPod ? path : node,
    node,
    entries: () => sortByTime(lines.map(isPod ? bare : wrapped)),
  };
}

/** Syncs of the write-ahead log take seconds on one server: late heartbeats, slow requests, a new leader, lost leases. */
export function slowDisk(options: SlowDiskOptions): Scenario {
  const carry = options.carrier === 'k3s' ? journal : bareEtcd;
  const streams = options.servers.map((server) => carry(server, options));
  const truth = (): readonly Truth[] => {
    const [slow] = streams;
    if (slow === undefined) return [];
    const syncs = { ...tally([slow], 'slow fdatasync'), id: 'etcd-slow-disk', lost: 0 };
    const reads = {
      ...tally([slow], 'apply request took too long'),
      id: 'etcd-slow-reads',
      lost: 0,
    };
    if ((options.leaseLostMinutes ?? []).length === 0) return [syncs, reads];
    return [syncs, reads, { ...tally([slow], 'leaderelection lost'), id: 'lease-lost', lost: 0 }];
  };
  return { streams, truth };
}
