import type { EpochMs } from '../../../src/model/time.js';
import type { Transport } from '../../generate/encode/encoders.js';
import type { Entry } from '../../generate/entry.js';
import { createRandom, type Random } from '../../generate/random.js';
import type { Server } from '../../generate/scenario/host.js';
import type { Draw, Form, Shape } from './shape.js';

export interface MixOptions {
  readonly seed: string;
  readonly server: Server;
  readonly from: EpochMs;
  /** Mean distance of two lines. */
  readonly meanMs: number;
  readonly transport: Transport;
  /** Share of lines that hold a literal of a signal, 0 … 1. */
  readonly density: number;
  readonly background: readonly Shape[];
  /** One group of shapes a signal. */
  readonly signals: readonly (readonly Shape[])[];
  readonly literals: readonly string[];
}

/** Which payloads stand in which log: a container log holds no line of systemd, etcd's own file only etcd's. */
const FORMS: Partial<Readonly<Record<Transport, readonly Form[]>>> = {
  cri: ['klog', 'zap', 'json'],
  plain: ['zap'],
};
const MAX_DRAWS = 100;

/**
 * Log lines of one server without end: background, and between it the lines of all signals, the frequency of
 * a signal falling with its rank (Zipf). A background line that holds a literal of some rule is drawn again.
 */
export function* mixedEntries(options: MixOptions): Generator<Entry> {
  const { seed, server, density, literals, meanMs } = options;
  const random = createRandom(seed);
  const forms = FORMS[options.transport];
  const fits = ({ form }: Shape): boolean => forms?.includes(form) ?? true;
  const quiet = options.background.filter(fits);
  const groups = options.signals.map((shapes) => shapes.filter(fits)).filter((g) => g.length > 0);
  const ranked = random.shuffle(groups);
  const pickRank = createZipf(ranked.length, random);
  const pid = random.int(900, 9_999);
  let at = options.from;
  const background = (draw: Draw): Entry => {
    for (let tries = 0; tries < MAX_DRAWS; tries += 1) {
      const entry = toEntry(random.pick(quiet), draw);
      if (!literals.some((literal) => entry.message.includes(literal))) return entry;
    }
    throw new Error('the background lines all hold literals of rules: write others');
  };
  for (;;) {
    const draw: Draw = { at, random, server, pid };
    const signal = random.next() < density ? ranked[pickRank()] : undefined;
    yield signal === undefined ? background(draw) : toEntry(random.pick(signal), draw);
    at += -Math.log(1 - random.next()) * meanMs + 0.002;
  }
}

function toEntry({ speaker, print }: Shape, draw: Draw): Entry {
  const { server, at, pid } = draw;
  const own = { ident: server.ident, unit: server.unit, pid };
  const who =
    speaker === undefined ? own : { pid: speaker.ident === 'systemd' ? 1 : pid, ...speaker };
  return {
    at,
    node: server.name,
    ident: who.ident,
    ...(who.unit === undefined ? {} : { unit: who.unit }),
    ...(speaker?.kernel ? { transport: 'kernel' } : { pid: who.pid }),
    message: print(draw),
    priority: 6,
    boot: server.boot,
    stream: 'stderr',
  };
}

/** Ranks 0 … count - 1, rank n with weight 1 / (n + 1). */
function createZipf(count: number, random: Random): () => number {
  const sums: number[] = [];
  for (let rank = 0, sum = 0; rank < count; rank += 1) {
    sum += 1 / (rank + 1);
    sums.push(sum);
  }
  const total = sums.at(-1) ?? 0;
  return () => {
    const wanted = random.next() * total;
    return sums.findIndex((sum) => wanted < sum);
  };
}
