import { encodeEntries, type Transport } from './encode/encoders.js';
import type { Entry } from './entry.js';
import { makeServers } from './scenario/host.js';
import { registryLoop } from './scenario/registry-loop.js';

const FROM = Date.UTC(2025, 3, 15, 6) + 0.5;
const YEAR_MS = 365 * 24 * 3_600_000;

export interface StormOptions {
  readonly seed?: number;
  /** Median time between two lines of the one chain of requests. Default 20 ms. */
  readonly hopMs?: number;
  /** Without debug messages: background and slow reads alone. Default true. */
  readonly debug?: boolean;
}
export interface BulkOptions extends StormOptions {
  readonly maxBytes: number;
  readonly transport: Transport;
}

/** A year of a K3s server in the storm of a self-reference; it starts in the first three minutes. Lazy. */
export function stormEntries(options: StormOptions = {}): Iterable<Entry> {
  const { seed = 1, hopMs = 20, debug = true } = options;
  const names = ['server1', 'server2', 'server3'];
  const identity = { product: 'k3s', version: 'v1.31.7+k3s1', network: '10.0.0' } as const;
  const scenario = registryLoop({
    seed,
    servers: makeServers({ seed, names, at: FROM, ...identity }),
    cycle: ['server1'],
    from: FROM,
    to: FROM + YEAR_MS,
    restartMinutes: [1, 2, 3],
    closedFromMinute: 2,
    joins: [{ atMinute: 2, node: 'server2', requests: 1 }],
    hopMs,
    debug,
    slowReads: true,
    registries: ['docker.io'],
    chatterMs: 100,
  });
  return scenario.streams[0]?.entries() ?? [];
}

/** The storm in chunks of 64 KiB, until `maxBytes` are reached. Lazy. */
export function* bulkStorm(options: BulkOptions): Generator<Buffer> {
  const { maxBytes, transport, seed = 1 } = options;
  let bytes = 0;
  for (const chunk of encodeEntries(stormEntries(options), transport, { seed })) {
    yield chunk;
    bytes += chunk.length;
    if (bytes >= maxBytes) return;
  }
}
