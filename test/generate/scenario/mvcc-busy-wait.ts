import { type Entry, sortByTime } from '../entry.js';
import { logrus } from '../payload/lines.js';
import { createRandom } from '../random.js';
import type { Span } from './background.js';
import { fromUnit, makeLives, pidAt, type Server } from './host.js';
import type { Scenario } from './scenario.js';
import { serverLog } from './server-log.js';

export interface BusyWaitOptions extends Span {
  readonly seed: number | string;
  readonly servers: readonly Server[];
  readonly restartMinute: number;
  readonly debug?: boolean;
  readonly chatterMs?: number;
}

const MINUTE_MS = 60_000;
const STORE = '/var/lib/rancher/k3s/server/db/etcd-tmp/member/snap/db';

/**
 * The look-alike k3s-io/k3s#13574: the first server restarts, reads its database through the MVCC store, leaves the
 * backend open and burns a core. Snapshots are reconciled every few seconds; nobody asks for peers.
 */
export function mvccBusyWait(options: BusyWaitOptions): Scenario {
  const [first] = options.servers;
  const restart = options.from + options.restartMinute * MINUTE_MS;
  const streams = options.servers.map((server) => {
    const isHot = server === first;
    const lives = makeLives(server, [options.from - 600 * MINUTE_MS, ...(isHot ? [restart] : [])]);
    const snapshots = (): readonly Entry[] => {
      if (!isHot) return [];
      const random = createRandom(options.seed, 'snapshots');
      const list: Entry[] = [];
      const { offsetMinutes } = server;
      for (let at = restart + 40_000; at < options.to; at += random.between(3_000, 7_000)) {
        const pid = pidAt(lives, at);
        const say = (after: number, msg: string): Entry =>
          fromUnit(
            server,
            pid,
            at + after,
            logrus({ at: at + after, level: 'info', msg, offsetMinutes }),
          );
        list.push(say(0, 'Reconciling ETCDSnapshotFile resources'));
        list.push(say(210, 'Reconciliation of ETCDSnapshotFile resources complete'));
      }
      return list;
    };
    const reconcile = [
      `info|Opening etcd MVCC KV store at ${STORE}`,
      'info|Closing etcd MVCC KV store',
    ];
    const registries = ['docker.io'];
    const entries = () =>
      serverLog({ ...options, server, lives, reconcile, registries }, sortByTime(snapshots()));
    return { name: server.name, node: server.name, entries };
  });
  return { streams, truth: () => [] };
}
