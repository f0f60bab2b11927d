import type { EpochMs } from '../../../src/model/time.js';
import { type Entry, mergeByTime } from '../entry.js';
import { goDuration } from '../payload/clock.js';
import { klog, logrus } from '../payload/lines.js';
import { createRandom, type Random } from '../random.js';
import { compaction, type EtcdLine, slowApply } from './etcd-lines.js';
import { fromUnit, type Life, pidAt, type Server } from './host.js';

export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface BackgroundOptions extends Span {
  readonly server: Server;
  readonly lives: readonly Life[];
  readonly debug?: boolean;
  /** Mean distance of klog lines. Default 4 s. */
  readonly chatterMs?: number;
}

/** Calls `print` again and again, `meanMs` apart on average. */
function* atRandom<T>(
  span: Span,
  meanMs: number,
  random: Random,
  print: (at: EpochMs) => T,
): Generator<T> {
  let at = span.from + random.between(0, meanMs);
  while (at < span.to) {
    yield print(at);
    at += -Math.log(1 - random.next()) * meanMs + 0.05;
  }
}

const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');

type Chatter = (random: Random) => readonly [file: string, text: string];
/** What kubelet and the controllers say on a good day. */
const CHATTER: readonly Chatter[] = [
  (random) => ['scope.go:117', `"RemoveContainer" containerID="${random.hex(64)}"`],
  (random) => [
    'replica_set.go:679',
    `"Finished syncing" logger="replicaset-controller" kind="ReplicaSet" key="shop/web-${random.word(10)}" duration="${goDuration(random.between(0.05, 30))}"`,
  ],
  (random) => [
    'pod_startup_latency_tracker.go:104',
    `"Observed pod startup duration" pod="shop/report-${random.int(29_000_000, 29_100_000)}-${random.word(5)}" podStartSLOduration=${random.between(1, 4).toFixed(9)}`,
  ],
  (random) => [
    'reconciler_common.go:245',
    `"operationExecutor.VerifyControllerAttachedVolume started for volume \\"kube-api-access-${random.word(5)}\\" (UniqueName: \\"kubernetes.io/projected/${uuid(random)}\\")"`,
  ],
  (random) => [
    'job_controller.go:598',
    `"enqueueing job" logger="job-controller" key="shop/report-${random.int(29_000_000, 29_100_000)}" delay="1s"`,
  ],
  (random) => [
    'alloc.go:330',
    `"allocated clusterIPs" service="shop/web-${random.word(5)}" clusterIPs={"IPv4":"10.43.${random.int(1, 254)}.${random.int(1, 254)}"}`,
  ],
];

const DEBUG: readonly ((random: Random, server: Server) => string)[] = [
  () => 'Wrote ping',
  (random, server) =>
    `Tunnel server handing HTTP/1.1 CONNECT request for //${server.address}:10250 from 127.0.0.1:${random.int(32_768, 60_999)}`,
  (random, server) =>
    `Tunnel authorizer checking dial request for ${server.address}:${random.pick([10250, 10010])}`,
  (_random, server) => `Tunnel server egress proxy dialing ${server.address}:10250 directly`,
];

function* periodic(
  span: Span,
  everyMs: number,
  jitter: number,
  random: Random,
): Generator<EpochMs> {
  let at = span.from + random.between(0, everyMs);
  while (at < span.to) {
    yield at;
    at += everyMs * (1 + random.between(0, jitter));
  }
}

/** etcd on a good day: a compaction every 5 min, now and then a read just above the limit. */
export function* quietEtcd(server: Server, span: Span): Generator<EtcdLine> {
  const random = createRandom(server.boot.id, 'etcd');
  for (const at of periodic(span, 300_000, 0, random)) {
    yield* compaction(server, at, random);
    if (random.next() > 0.3) continue;
    const request = 'key:"/registry/configmaps/kube-system/cluster-autoscaler-status" ';
    const response = 'range_response_count:1 size:1815';
    yield slowApply(server, {
      at: at + 2_000,
      tookMs: random.between(101, 112),
      request,
      response,
    });
  }
}

/** Everything a healthy server prints between its restarts. In time order, lazy. */
export function background(options: BackgroundOptions): Generator<Entry> {
  const { server, lives, debug = false, chatterMs = 4_000 } = options;
  const { offsetMinutes } = server;
  const say = (at: EpochMs, text: string): Entry => fromUnit(server, pidAt(lives, at), at, text);
  const own = (name: string): Random => createRandom(server.boot.id, name);
  const [talk, whisper, snapshots] = [own('klog'), own('debug'), own('snapshots')];
  const chatter = atRandom(options, chatterMs, talk, (at) => {
    const [file, text] = talk.pick(CHATTER)(talk);
    return say(
      at,
      klog({ severity: 'I', at, thread: pidAt(lives, at), file, text, offsetMinutes }),
    );
  });
  const quiet = atRandom(options, chatterMs * 0.75, whisper, (at) =>
    say(
      at,
      logrus({ at, level: 'debug', msg: whisper.pick(DEBUG)(whisper, server), offsetMinutes }),
    ),
  );
  const reconcile = function* (): Generator<Entry> {
    for (const at of periodic(options, 600_000, 0.05, snapshots)) {
      yield say(
        at,
        logrus({ at, level: 'info', msg: 'Reconciling ETCDSnapshotFile resources', offsetMinutes }),
      );
      const end = at + 180;
      const msg = 'Reconciliation of ETCDSnapshotFile resources complete';
      yield say(end, logrus({ at: end, level: 'info', msg, offsetMinutes }));
    }
  };
  const etcd = function* (): Generator<Entry> {
    for (const { at, text } of quietEtcd(server, options)) yield say(at, text);
  };
  return mergeByTime(
    server.product === 'k3s' ? chatter : [],
    debug ? quiet : [],
    reconcile(),
    server.product === 'k3s' ? etcd() : [],
  );
}
