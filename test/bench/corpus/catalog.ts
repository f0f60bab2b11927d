import type { Rulebook } from '../../../src/model/rule.js';
import { stormEntries } from '../../generate/bulk.js';
import { ENCODERS, type Transport } from '../../generate/encode/encoders.js';
import type { Entry } from '../../generate/entry.js';
import { makeServers, type Server } from '../../generate/scenario/host.js';
import { BACKGROUND } from './background.js';
import { type Block, renderBlocks } from './block.js';
import type { EndlessOptions } from './endless.js';
import { mixedEntries } from './mix.js';
import { literalsOf, matchingShapes, nearMissShapes } from './samples.js';

/** Raised when the same seed gives other bytes: cached files are then written anew. */
export const GENERATOR = 2;

export interface CorpusSpec {
  readonly name: string;
  readonly transport: Transport;
  readonly node: string;
  /** Share of lines with a literal; a storm has what the incident gives. */
  readonly density: number | 'storm';
}

const spec = (
  name: string,
  transport: Transport,
  density: CorpusSpec['density'],
  node = 'server1',
): CorpusSpec => ({ name, transport, density, node });

export const CORPORA = {
  low: spec('low', 'short-iso', 0.001),
  mid: spec('mid', 'short-iso', 0.05),
  /** Another node in the same hours: for two files at once. */
  twin: spec('twin', 'short-iso', 0.05, 'server2'),
  high: spec('high', 'short-iso', 0.6),
  storm: spec('storm', 'short-iso', 'storm'),
  journal: spec('journal', 'json', 0.05),
  zap: spec('zap', 'plain', 0.05),
  cri: spec('cri', 'cri', 0.05),
} as const satisfies Readonly<Record<string, CorpusSpec>>;
export type CorpusName = keyof typeof CORPORA;

const FROM = Date.UTC(2025, 3, 15, 6) + 0.5;
const BOOTED_MS = 30 * 3_600_000; // twelve digits of microseconds for eleven days
const MEAN_MS = 10;
const BLOCK_BYTES = 2 * 1024 * 1024;
const BLOCKS = 16;
/** The start of the storm's incident, three minutes, lies in the first blocks. */
const STORM_START_BLOCKS = 3;

function serverNamed(node: string, seed: string): Server {
  const names = ['server1', 'server2', 'server3'];
  const identity = { product: 'k3s', version: 'v1.31.7+k3s1', network: '10.0.0' } as const;
  const servers = makeServers({ seed, names, at: FROM, ...identity });
  const found = servers.find(({ name }) => name === node);
  if (found === undefined) throw new Error(`no server ${node}`);
  return { ...found, boot: { ...found.boot, at: FROM - BOOTED_MS } };
}

function entriesOf(wanted: CorpusSpec, rules: Rulebook, seed: string): Iterable<Entry> {
  const { transport, node, density } = wanted;
  if (density === 'storm') return stormEntries();
  return mixedEntries({
    seed: `${seed}/${wanted.name}`,
    server: serverNamed(node, seed),
    from: FROM,
    meanMs: MEAN_MS,
    transport,
    density,
    background: [...BACKGROUND, ...nearMissShapes(rules.signals)],
    signals: matchingShapes(rules.signals),
    literals: literalsOf(rules.signals),
  });
}

function take<T>(values: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}

/** What writes the corpus up to a size. The same seed, rules and size give the same bytes. */
export function prepareCorpus(
  wanted: CorpusSpec,
  rules: Rulebook,
  {
    seed,
    maxBytes,
    blockBytes = BLOCK_BYTES,
  }: { readonly seed: string; readonly maxBytes: number; readonly blockBytes?: number },
): EndlessOptions {
  const once = wanted.density === 'storm' ? STORM_START_BLOCKS : 0;
  const blocks: readonly Block[] = take(
    renderBlocks(entriesOf(wanted, rules, seed), {
      encoder: ENCODERS[wanted.transport]({ seed }),
      literals: literalsOf(rules.signals),
      maxBytes: blockBytes,
    }),
    Math.max(Math.min(BLOCKS, Math.ceil(maxBytes / blockBytes)), once + 1),
  );
  return { blocks, once, from: FROM, maxBytes };
}
