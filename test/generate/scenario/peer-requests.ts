import type { EpochMs } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import { logrus } from '../payload/lines.js';
import { createRandom, type Random } from '../random.js';
import { fromUnit, type Life, pidAt, type Server } from './host.js';

export const SERVING = 'Serving p2p peer addr';

/** What the endpoint says: JSON clients get the list, `kubectl get --raw` gets one address as text. */
export function servingLine(
  server: Server,
  listed: readonly Server[],
  client: string,
  at: EpochMs,
): string {
  const { offsetMinutes } = server;
  const addresses = listed.map(({ address, peerId }) => `/ip4/${address}/tcp/5001/p2p/${peerId}`);
  const shown = client === '127.0.0.1' ? ` ${addresses[0]}` : `s [${addresses.join(' ')}]`;
  const msg = `${SERVING}${shown} to client at ${client}`;
  return logrus({ at, level: 'debug', msg, offsetMinutes });
}

/** Requests that end where they arrive: answered at once. */
export interface Request {
  readonly at: EpochMs;
  readonly client: string;
}

/** Answers on one server; `listed` is what its list holds (a fixed server never lists itself unless alone). */
export function* answers(
  server: Server,
  lives: readonly Life[],
  listed: readonly Server[],
  requests: Iterable<Request>,
): Generator<Entry> {
  for (const { at, client } of requests) {
    yield fromUnit(server, pidAt(lives, at), at, servingLine(server, listed, client, at));
  }
}

/** What a node asks when it (re)starts: once, then once a second for five seconds and the bootstrap's own. */
export function joinRequests(
  client: string,
  at: EpochMs,
  count: number,
  random: Random,
): Request[] {
  const early = Array.from({ length: count }, (_, no) => ({
    at: at + Math.min(no * 0.5, 5) * 1000 + random.between(0, 480),
    client,
  }));
  return early.sort((a, b) => a.at - b.at);
}

export interface Chain {
  /** When the outside request arrives; the first answer comes 10 s later. */
  readonly at: EpochMs;
  /** Position in the cycle of the server that the outside request reaches. */
  readonly entry: number;
  readonly client: string;
  readonly seed: string;
}

export interface LoopOptions {
  /** Request order: each asks the next, the last asks the first. One server: it asks itself. */
  readonly cycle: readonly Server[];
  readonly chains: readonly Chain[];
  /** Median time from one hop to the next: TLS handshake and node LIST. */
  readonly hopMs: number;
  /** All servers with the embedded registry, for the address list. */
  readonly all: readonly Server[];
  /** What a server sees as the sender when it asks itself: its own address, or the VIP. */
  readonly selfAddress?: string;
  readonly to: EpochMs;
}

/** A hop answers only after its own inner call ran into the 10 s time-out of the HTTP client. */
const INNER_TIMEOUT_MS = 10_000;

/**
 * The answers of one chain that `server` prints. A chain moves one hop per hop latency and never ends by itself,
 * because the handler does not pass its caller's context on (k3s-io/k3s pkg/spegel/spegel.go, bootstrap.go).
 */
export function* chainAnswers(
  server: Server,
  lives: readonly Life[],
  chain: Chain,
  options: LoopOptions,
): Generator<Entry> {
  const { cycle, all, hopMs, selfAddress, to } = options;
  const random = createRandom(chain.seed, 'chain');
  const listed = [...all.filter((other) => other !== server), server];
  const place = cycle.indexOf(server);
  let at = chain.at + INNER_TIMEOUT_MS;
  for (let hop = 0; at <= to; hop += 1) {
    const here = (chain.entry + hop) % cycle.length;
    if (here === place) {
      const asker = cycle[(here + cycle.length - 1) % cycle.length];
      const own = cycle.length === 1 ? selfAddress : undefined;
      const client = hop === 0 ? chain.client : (own ?? asker?.address ?? '');
      yield fromUnit(server, pidAt(lives, at), at, servingLine(server, listed, client, at));
    }
    at += random.skewed(hopMs, 0.15);
  }
}
