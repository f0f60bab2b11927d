import { createRandom } from '../random.js';
import type { Span } from './background.js';
import { makeLives, type Server } from './host.js';
import { answers, joinRequests, type Request } from './peer-requests.js';
import type { Scenario } from './scenario.js';
import { serverLog } from './server-log.js';

const MINUTE_MS = 60_000;

/** Requests for peers that are no loop. */
export type QuietKind =
  | 'star' // everybody asks the first server when it restarts
  | 'isolated' // one node without peers asks every 2 min
  | 'half-hour' // Spegel 0.6 and later: each agent every 30 min
  | 'manual' // somebody calls the endpoint by hand
  | 'agents'; // thirty agents restart within ten minutes

export interface QuietOptions extends Span {
  readonly seed: number | string;
  readonly servers: readonly Server[];
  readonly kind: QuietKind;
  /** An affected build lists itself as well. */
  readonly listsItself?: boolean;
  readonly chatterMs?: number;
}

const agentAddress = (no: number): string => `10.20.30.${40 + no}`;

function requestsOf({ kind, servers, from, to, seed }: QuietOptions): readonly Request[] {
  const random = createRandom(seed, kind);
  const restarts = (clients: readonly string[], apartMs: number): Request[] =>
    clients.flatMap((client, no) =>
      joinRequests(client, from + MINUTE_MS + no * apartMs, random.int(7, 13), random),
    );
  const every = (ms: number, client: string): Request[] => {
    const first = from + random.between(0, ms);
    const count = Math.max(0, Math.floor((to - first) / ms) + 1);
    return Array.from({ length: count }, (_, no) => ({ at: first + no * ms, client }));
  };
  const lists: Readonly<Record<QuietKind, () => readonly Request[]>> = {
    star: () =>
      restarts(
        servers.slice(1).map(({ address }) => address),
        2 * MINUTE_MS,
      ),
    isolated: () => every(2 * MINUTE_MS, agentAddress(0)),
    'half-hour': () =>
      Array.from({ length: 20 }, (_, no) => every(30 * MINUTE_MS, agentAddress(no))).flat(),
    manual: () =>
      [1, 4, 4.1, 9].map((minute) => ({ at: from + minute * MINUTE_MS, client: '127.0.0.1' })),
    agents: () =>
      restarts(
        Array.from({ length: 30 }, (_, no) => agentAddress(no)),
        20_000,
      ),
  };
  return [...lists[kind]()].sort((a, b) => a.at - b.at);
}

/** A healthy cluster at debug level: peer requests come, are answered and end. No truth: nothing is wrong. */
export function quietRegistry(options: QuietOptions): Scenario {
  const [first] = options.servers;
  const requests = requestsOf(options);
  const streams = options.servers.map((server, no) => {
    const restart = options.from + (1 + (no - 1) * 2) * MINUTE_MS - 18_000;
    const restarts = options.kind === 'star' && no > 0 ? [restart] : [];
    const lives = makeLives(server, [options.from - 600 * MINUTE_MS, ...restarts]);
    const others = options.servers.filter((other) => other !== server);
    const listed = options.listsItself ? [...others, server] : others;
    const entries = () =>
      serverLog(
        { ...options, server, lives, debug: true, registries: ['docker.io', 'registry.k8s.io'] },
        server === first ? answers(server, lives, listed, requests) : [],
      );
    return { name: server.name, node: server.name, entries };
  });
  return { streams, truth: () => [] };
}
