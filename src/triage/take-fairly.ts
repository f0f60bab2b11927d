import { groupBy } from '../model/group-by.js';

/**
 * At most `most` of the items: each kind gets as many as any other, and what small kinds leave goes to the larger
 * ones. Of a kind that is cut, the first, the last and evenly spaced ones between.
 */
export function takeFairly<T>(
  items: readonly T[],
  kindOf: (item: T) => string,
  most: number,
): readonly T[] {
  if (items.length <= most) return items;
  const kinds = [...groupBy(items, kindOf).values()].sort((a, b) => a.length - b.length);
  const taken: T[] = [];
  kinds.forEach((kind, no) => {
    const share = Math.floor((most - taken.length) / (kinds.length - no));
    taken.push(...spread(kind, share));
  });
  return taken;
}

function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, no) => items[Math.round(no * step)]).filter(
    (item) => item !== undefined,
  );
}
