const PIECES = /\d+|\D+/g;

/**
 * Compares file names as people count: `x.log.9` before `x.log.10`. Digits compare by value, all else by
 * code unit, whatever the locale; names that are equal so far (`01`, `1`) compare by code unit as a whole.
 */
export function compareNames(a: string, b: string): number {
  const left = a.match(PIECES) ?? [];
  const right = b.match(PIECES) ?? [];
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const order = comparePieces(left[at] ?? '', right[at] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length || compareText(a, b);
}

function comparePieces(a: string, b: string): number {
  if (!isNumber(a) || !isNumber(b)) return compareText(a, b);
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareText(left, right);
}

const isNumber = (piece: string): boolean => /^\d/.test(piece);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
