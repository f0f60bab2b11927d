/** A seeded source of random values: the same seed gives the same values on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [low, high], both included. */
  int(low: number, high: number): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  pick<T>(values: readonly T[]): T;
  /** So many lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** So many characters of the alphabet. */
  word(length: number, alphabet?: string): string;
  /** Log-normal: median `median`, `spread` 0.2 is a narrow, 1 a wide one. */
  skewed(median: number, spread: number): number;
  shuffle<T>(values: readonly T[]): T[];
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789'; // what Kubernetes uses in generated names

function hashSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** mulberry32: 32 bits of state, uniform enough for test data. */
function createUniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Parts of a seed are joined: `createRandom(7, 'server1', 'noise')` is independent of its siblings. */
export function createRandom(...seed: readonly (string | number)[]): Random {
  const next = createUniform(hashSeed(seed.join('/')));
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const word = (length: number, alphabet = LETTERS): string => {
    let text = '';
    for (let at = 0; at < length; at += 1) text += alphabet[int(0, alphabet.length - 1)];
    return text;
  };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    int,
    between: (low, high) => low + next() * (high - low),
    // An index below the length: there is a value.
    pick: <T>(values: readonly T[]) => values[int(0, values.length - 1)] as T,
    hex: (digits) => word(digits, '0123456789abcdef'),
    word,
    skewed: (median, spread) => median * Math.exp(spread * normal()),
    shuffle: (values) => {
      const keyed = values.map((value) => ({ value, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
    },
  };
}
