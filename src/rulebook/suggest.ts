/** Letters to insert, delete, replace or swap with a neighbour to get from `a` to `b`. */
export function editDistance(a: string, b: string): number {
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (last[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    last = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}

const MIN_HEAD = 3;

/** The candidate nearest to a mistyped word, if one is near: a third of its letters may differ. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best ?? [...candidates].find((candidate) => isHead(word, candidate));
}

/** `warn` for `warning`, `node` for `node.name`. */
const isHead = (word: string, candidate: string): boolean =>
  word.length >= MIN_HEAD && candidate.startsWith(word);

export const didYouMean = (candidate: string): string => `did you mean '${candidate}'?`;

/** `did you mean 'x'?`, or what there is to choose from while that is few. */
export function suggestion(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...new Set(candidates)];
  const near = nearest(word, all);
  if (near !== undefined) return didYouMean(near);
  return all.length > 0 && all.length <= 16 ? `known: ${all.join(', ')}` : undefined;
}
