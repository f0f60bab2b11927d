import { type Entry, mergeByTime } from '../entry.js';
import { createRandom } from '../random.js';
import { quietEtcd, type Span } from './background.js';
import { type EtcdLine, rangeRequest, slowApply } from './etcd-lines.js';
import type { Server } from './host.js';
import { type LogStream, type Scenario, tally } from './scenario.js';

const PREFIXES = [
  '/registry/pods/',
  '/registry/secrets/shop/',
  '/registry/replicasets/shop/',
  '/registry/jobs/',
  '/registry/minions/',
];

export interface SlowReadsOptions extends Span {
  readonly seed: number | string;
  readonly server: Server;
  /** Slow reads a minute while the trouble lasts. */
  readonly perMinute: number;
  readonly medianMs: number;
  readonly troubleFrom: number;
  readonly troubleTo: number;
}

function* slowLines(options: SlowReadsOptions): Generator<EtcdLine> {
  const random = createRandom(options.seed, 'reads');
  let at = options.troubleFrom;
  while (at < options.troubleTo) {
    const single = random.next() < 0.5;
    const request = single
      ? `key:"/registry/leases/kube-node-lease/worker-${random.int(1, 12)}" `
      : rangeRequest(random.pick(PREFIXES), random.pick([1, 500]));
    const count = single ? 1 : random.int(0, 9);
    const response = `range_response_count:${count} size:${count * random.int(400, 1900) + 6}`;
    yield slowApply(options.server, {
      at,
      tookMs: 101 + random.skewed(options.medianMs, 0.6),
      request,
      response,
    });
    at += random.skewed(60_000 / options.perMinute, 0.5);
  }
}

/** Small reads that take seconds while no sync of the disk is late: an etcd static pod of RKE2. */
export function slowReads(options: SlowReadsOptions): Scenario {
  const { server } = options;
  const uid = createRandom(options.seed, 'uid').hex(32);
  const pod = { namespace: 'kube-system', name: `etcd-${server.name}`, uid, container: 'etcd' };
  const wrap = ({ at, text }: EtcdLine): Entry => ({
    at: at + 0.28,
    node: server.name,
    ident: 'etcd',
    message: text,
    priority: 6,
    boot: server.boot,
    pod,
    stream: 'stderr',
  });
  const quiet = function* (): Generator<Entry> {
    for (const line of quietEtcd(server, options)) yield wrap(line);
  };
  const slow = function* (): Generator<Entry> {
    for (const line of slowLines(options)) yield wrap(line);
  };
  const stream: LogStream = {
    name: `pods/${pod.namespace}_${pod.name}_${uid}/etcd/0`,
    node: server.name,
    entries: () => mergeByTime(quiet(), slow()),
  };
  const window = [options.troubleFrom, options.troubleTo] as const;
  const truth = () => [
    { ...tally([stream], 'apply request took too long', window), id: 'etcd-slow-reads', lost: 0 },
  ];
  return { streams: [stream], truth };
}
