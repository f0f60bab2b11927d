import type { EpochMs } from '../../../src/model/time.js';
import { type Entry, sortByTime } from '../entry.js';
import { logrus } from '../payload/lines.js';
import { createRandom } from '../random.js';
import type { Span } from './background.js';
import { fromSystemd, fromUnit, makeLives, pidAt, type Server } from './host.js';
import { type LogStream, type Scenario, tally } from './scenario.js';
import { serverLog } from './server-log.js';

const MINUTE_MS = 60_000;

export interface BootstrapStormOptions extends Span {
  readonly seed: number | string;
  /** The first one answers; the others fail while they start, and systemd starts them again and again. */
  readonly servers: readonly Server[];
  readonly stormFromMinute: number;
  readonly stormToMinute: number;
  readonly debug?: boolean;
  readonly chatterMs?: number;
}

interface Attempt {
  readonly server: Server;
  readonly at: EpochMs;
  readonly pid: number;
  readonly no: number;
}

function attempts(options: BootstrapStormOptions): readonly Attempt[] {
  const from = options.from + options.stormFromMinute * MINUTE_MS;
  const to = options.from + options.stormToMinute * MINUTE_MS;
  return options.servers.slice(1).flatMap((server) => {
    const random = createRandom(options.seed, server.name, 'attempts');
    const list: Attempt[] = [];
    let pid = random.int(20_000, 40_000);
    for (
      let at = from + random.between(0, 7_000);
      at < to;
      at += 5_000 + random.between(1_700, 3_100)
    ) {
      list.push({ server, at, pid, no: list.length + 1 });
      pid += random.int(9, 60);
    }
    return list;
  });
}

/** One failed start: the data on disk is newer than the datastore's, and the process gives up. */
function failedStart({ server, at, pid, no }: Attempt): readonly Entry[] {
  const { unit, version, commit, product, offsetMinutes } = server;
  const tls = `/var/lib/rancher/${product}/server/tls`;
  const files = ['client-ca.key', 'etcd/peer-ca.key', 'service.key'].map(
    (name) => `${tls}/${name}`,
  );
  const say = (after: number, level: 'info' | 'fatal', msg: string): Entry =>
    fromUnit(server, pid, at + after, logrus({ at: at + after, level, msg, offsetMinutes }));
  return [
    fromSystemd(server, at, `Starting ${unit} - Lightweight Kubernetes...`),
    say(310, 'info', `Starting ${product} ${version} (${commit})`),
    say(322, 'info', 'Managed etcd cluster bootstrap already complete and initialized'),
    say(640, 'info', 'Reconciling bootstrap data between datastore and disk'),
    say(
      1_240,
      'fatal',
      `${files.join(', ')} newer than datastore and could cause a cluster outage. Remove the file(s) from disk and restart to be recreated from datastore.`,
    ),
    fromSystemd(server, at + 1_260, `${unit}: Main process exited, code=exited, status=1/FAILURE`),
    fromSystemd(server, at + 1_261, `${unit}: Failed with result 'exit-code'.`),
    fromSystemd(server, at + 1_262, `Failed to start ${unit} - Lightweight Kubernetes.`),
    fromSystemd(server, at + 6_262, `${unit}: Scheduled restart job, restart counter is at ${no}.`),
  ];
}

const serving = (first: Server, pid: number, at: EpochMs, remote: string): Entry => {
  const msg = `Serving HTTP bootstrap from datastore for ${remote}`;
  return fromUnit(
    first,
    pid,
    at,
    logrus({ at, level: 'info', msg, offsetMinutes: first.offsetMinutes }),
  );
};

/** Servers that cannot start ask the first one for the bootstrap data over and over. */
export function bootstrapStorm(options: BootstrapStormOptions): Scenario {
  const all = attempts(options);
  const streams = options.servers.map((server, place): LogStream => {
    const lives = makeLives(server, [options.from - 600 * MINUTE_MS]);
    const storm = (): readonly Entry[] => {
      if (place > 0) return all.filter((attempt) => attempt.server === server).flatMap(failedStart);
      const random = createRandom(options.seed, 'ports');
      return all.map((attempt) => {
        const remote = `${attempt.server.address}:${random.int(32_768, 60_999)}`;
        return serving(server, pidAt(lives, attempt.at), attempt.at + 590, remote);
      });
    };
    // Only the first server is up: the others have nothing but their failed starts.
    const entries =
      place === 0
        ? () => serverLog({ ...options, server, lives }, sortByTime(storm()))
        : () => sortByTime(storm());
    return { name: server.name, node: server.name, entries };
  });
  const truth = () => {
    const [first] = streams;
    if (first === undefined) return [];
    return [{ ...tally([first], 'Serving HTTP bootstrap'), id: 'bootstrap-storm', lost: 0 }];
  };
  return { streams, truth };
}

/** The near miss: every server restarts once, some minutes apart, and asks once. */
export function rollingRestart(
  options: Omit<BootstrapStormOptions, 'stormFromMinute' | 'stormToMinute'>,
): Scenario {
  const [first] = options.servers;
  const starts = options.servers.map((_, no) => options.from + (2 + no * 4) * MINUTE_MS);
  const streams = options.servers.map((server, no): LogStream => {
    const start = starts[no] ?? options.from;
    const lives = makeLives(server, [options.from - 600 * MINUTE_MS, start]);
    const asked =
      server === first
        ? starts.slice(1).map((at, other) => {
            const remote = `${options.servers[other + 1]?.address}:40${other}12`;
            return serving(server, pidAt(lives, at), at + 2_800, remote);
          })
        : [];
    const entries = () => serverLog({ ...options, server, lives, joinsOther: no > 0 }, asked);
    return { name: server.name, node: server.name, entries };
  });
  return { streams, truth: () => [] };
}
