import { encodeAll } from '../generate/encode/encoders.js';
import { mergeByTime } from '../generate/entry.js';
import { makeServers } from '../generate/scenario/host.js';
import { entriesOfEtcd, pairedElection } from '../generate/scenario/paired-etcd.js';
import { registryLoop } from '../generate/scenario/registry-loop.js';

const MINUTE_MS = 60_000;

export interface SkewedRing {
  readonly seed: string;
  readonly from: number;
  /** By how much the clock of each server is ahead. */
  readonly aheadMs: readonly number[];
  /** That every member once asks the others takes three. Default 3. */
  readonly elections?: number;
}

/** Journals of six minutes of a ring of three servers that makes reads slow, by the name of their file. */
export function skewedRing({
  seed,
  from,
  aheadMs,
  elections = 3,
}: SkewedRing): Readonly<Record<string, string>> {
  const identity = { product: 'k3s', version: 'v1.31.7+k3s1', network: '10.0.0' } as const;
  const servers = makeServers({ seed, names: ['s1', 's2', 's3'], at: from, ...identity });
  const { streams } = registryLoop({
    seed,
    servers,
    cycle: ['s1', 's3', 's2'],
    from,
    to: from + 6 * MINUTE_MS,
    restartMinutes: [0.5, 1, 1.5],
    closedFromMinute: 2,
    joins: [{ atMinute: 2, node: 's2', requests: 2 }],
    hopMs: 400,
    debug: true,
    slowReads: true,
    registries: ['docker.io'],
    chatterMs: 15_000,
  });
  const said = Array.from({ length: elections }, (_, no) => {
    const winner = servers[no % 3] ?? servers[0];
    return winner ? pairedElection(winner, servers, from + (no + 2) * MINUTE_MS, no + 7) : [];
  }).flat();
  return Object.fromEntries(
    servers.map((server, no) => {
      const own = streams.find(({ name }) => name === server.name)?.entries() ?? [];
      const entries = [...mergeByTime(own, entriesOfEtcd(said, server))];
      const moved = entries.map((one) => ({ ...one, at: one.at + (aheadMs[no] ?? 0) }));
      return [`${server.name}.json`, String(encodeAll(moved, 'json'))];
    }),
  );
}
