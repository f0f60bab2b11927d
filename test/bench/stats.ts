/** Half of the values are at most this; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/** How many times as much the others took, round by round: a slow minute of the machine hits both. */
export const ratios = (others: readonly number[], own: readonly number[]): readonly number[] =>
  others.flatMap((value, round) => {
    const base = own[round];
    return base === undefined || base === 0 ? [] : [value / base];
  });
