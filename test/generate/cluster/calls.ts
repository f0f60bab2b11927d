import type { EpochMs } from '../../../src/model/time.js';
import { mergeByTime } from '../entry.js';
import { createRandom } from '../random.js';
import { makeLives, makeServers, type Server } from '../scenario/host.js';
import { answers, joinRequests, type Request } from '../scenario/peer-requests.js';
import { serverLog } from '../scenario/server-log.js';
import type { Cluster, Member } from './cluster.js';

const MINUTE_MS = 60_000;

/** Requests of one client to one server that end there. */
export interface Calls {
  /** Name of a server, or the address of a client that is none. */
  readonly from: string;
  readonly to: string;
  /** `restarts`: a burst every other minute; else requests all the time, so far apart. */
  readonly everyMs: number | 'restarts';
  /** How much the distance varies, 0…1; a timer does not vary. */
  readonly spread?: number;
}

export interface CallsOptions {
  readonly seed: string;
  /** Each server with the one in its `server:`; the first has none. */
  readonly joins: Readonly<Record<string, string | undefined>>;
  readonly calls: readonly Calls[];
  readonly minutes?: number;
  readonly debug?: boolean;
  readonly version?: string;
  readonly network?: string;
  /** Addresses the answers name beside the servers'. */
  readonly agents?: readonly string[];
  readonly at?: EpochMs;
  readonly offsetMinutes?: number;
  /** So much the clock of each server is ahead, in the order of the names. */
  readonly clocksMs?: readonly number[];
}

const AT = Date.UTC(2025, 3, 22, 9, 50) + 407.561;

/** A cluster whose `server:` settings close no cycle: whoever asks is answered, and that is the end of it. */
export function callsCluster(options: CallsOptions): Cluster {
  const { seed, joins, at = AT, debug = true } = options;
  const servers = makeServers({
    seed,
    product: 'k3s',
    version: options.version ?? 'v1.32.3+k3s1',
    names: Object.keys(joins).sort(),
    network: options.network ?? '10.61.0',
    at,
    offsetMinutes: options.offsetMinutes ?? 0,
  });
  const members = servers.map((server, no): Member => {
    const target = servers.find(({ name }) => name === joins[server.name]);
    return {
      server,
      entries: () => entriesOf(server, servers, { ...options, at }),
      ...(target ? { joins: `https://${target.address}:6443` } : {}),
      debug,
      clockMs: options.clocksMs?.[no] ?? 0,
    };
  });
  return { members, collectedAt: at + 60 * MINUTE_MS };
}

function entriesOf(
  server: Server,
  servers: readonly Server[],
  options: CallsOptions & { readonly at: EpochMs },
) {
  const { seed, calls, at, minutes = 6.5, debug = true, agents = [] } = options;
  const span = { from: at, to: at + minutes * MINUTE_MS };
  const lives = makeLives(server, [at - 90 * MINUTE_MS, at + 0.2 * MINUTE_MS]);
  const listed = [
    ...servers.filter((other) => other !== server),
    ...agents.map((address) => ({
      ...server,
      address,
      peerId: `Qm${address.replace(/\W/g, 'x')}`,
    })),
    server, // an affected build names itself as well
  ];
  const asked = calls
    .filter(({ to }) => to === server.name)
    .map((one, no) => {
      const client = servers.find(({ name }) => name === one.from)?.address ?? one.from;
      return answers(server, lives, listed, requestsOf(one, client, span, `${seed}/${no}`));
    });
  return serverLog(
    { ...span, server, lives, debug, registries: ['docker.io'], chatterMs: 20_000 },
    debug ? mergeByTime(...asked) : [],
  );
}

function* requestsOf(
  { everyMs, spread = 0 }: Calls,
  client: string,
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
  seed: string,
): Generator<Request> {
  const random = createRandom(seed, client);
  let at = from + MINUTE_MS;
  while (at < to) {
    if (everyMs === 'restarts') {
      yield* joinRequests(client, at, random.int(7, 13), random);
      at += 2 * MINUTE_MS;
    } else {
      yield { at, client };
      at += spread === 0 ? everyMs : random.skewed(everyMs, spread);
    }
  }
}
