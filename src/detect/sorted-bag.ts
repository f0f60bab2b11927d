/** Numbers with weights, sorted: order statistics of a window while values come and go. */
export interface SortedBag {
  add(value: number, weight: number): void;
  remove(value: number, weight: number): void;
  /** The value at this rank, counting weights from 1. `undefined` where there is none. */
  at(rank: number): number | undefined;
  readonly total: number;
}

interface Chunk {
  readonly values: number[];
  readonly weights: number[];
  total: number;
}

const MAX_CHUNK = 512;

/**
 * A list of sorted chunks of at most 512 values: a change costs one short splice, a rank one walk over the
 * chunks (about 200 for 50,000 values). From `maxDistinct` values on, new ones are rounded to three
 * significant digits, so that the bag stays bounded; such a bag must not be removed from.
 */
export function createSortedBag(maxDistinct = Number.POSITIVE_INFINITY): SortedBag {
  const chunks: Chunk[] = [{ values: [], weights: [], total: 0 }];
  let total = 0;
  let distinct = 0;

  function add(exact: number, weight: number): void {
    const value = distinct < maxDistinct ? exact : Number(exact.toPrecision(3));
    const at = chunkFor(chunks, value);
    const chunk = chunks[at];
    if (!chunk) return;
    const index = lowerBound(chunk.values, value);
    if (chunk.values[index] === value) {
      chunk.weights[index] = (chunk.weights[index] ?? 0) + weight;
    } else {
      chunk.values.splice(index, 0, value);
      chunk.weights.splice(index, 0, weight);
      distinct += 1;
    }
    chunk.total += weight;
    total += weight;
    if (chunk.values.length > MAX_CHUNK) split(chunks, at, chunk);
  }

  function remove(value: number, weight: number): void {
    const at = chunkFor(chunks, value);
    const chunk = chunks[at];
    const index = chunk ? lowerBound(chunk.values, value) : -1;
    if (!chunk || chunk.values[index] !== value) return;
    const left = (chunk.weights[index] ?? 0) - weight;
    chunk.weights[index] = left;
    chunk.total -= weight;
    total -= weight;
    if (left > 0) return;
    chunk.values.splice(index, 1);
    chunk.weights.splice(index, 1);
    distinct -= 1;
    if (chunk.values.length === 0 && chunks.length > 1) chunks.splice(at, 1);
  }

  function at(rank: number): number | undefined {
    if (rank < 1 || rank > total) return undefined;
    return rank > total / 2 ? fromEnd(chunks, total - rank) : fromStart(chunks, rank);
  }

  return {
    add,
    remove,
    at,
    get total() {
      return total;
    },
  };
}

function fromStart(chunks: readonly Chunk[], rank: number): number | undefined {
  let left = rank;
  for (const { values, weights, total } of chunks) {
    if (left > total) {
      left -= total;
      continue;
    }
    for (let index = 0; index < values.length; index += 1) {
      left -= weights[index] ?? 0;
      if (left <= 0) return values[index];
    }
  }
  return undefined;
}

/** `above`: how much weight lies above the value. */
function fromEnd(chunks: readonly Chunk[], above: number): number | undefined {
  let left = above;
  for (let at = chunks.length - 1; at >= 0; at -= 1) {
    const chunk = chunks[at];
    if (!chunk) return undefined;
    if (left >= chunk.total) {
      left -= chunk.total;
      continue;
    }
    for (let index = chunk.values.length - 1; index >= 0; index -= 1) {
      left -= chunk.weights[index] ?? 0;
      if (left < 0) return chunk.values[index];
    }
  }
  return undefined;
}

/** The first chunk whose largest value is not below `value`; else the last one. */
function chunkFor(chunks: readonly Chunk[], value: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const largest = chunks[middle]?.values.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (largest < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lowerBound(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function split(chunks: Chunk[], at: number, chunk: Chunk): void {
  const values = chunk.values.splice(MAX_CHUNK / 2);
  const weights = chunk.weights.splice(MAX_CHUNK / 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  chunk.total -= total;
  chunks.splice(at + 1, 0, { values, weights, total });
}
