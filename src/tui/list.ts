import type { Row } from './line.js';
import { fitRow, span } from './rows.js';
import type { Key } from './view.js';

/**
 * First row to show so that the chosen one is in view, in the middle where that is possible: the same for the
 * same list, so that nothing has to be remembered.
 */
export function firstShown(chosen: number, total: number, height: number): number {
  const middle = chosen - Math.floor((height - 1) / 2);
  return Math.max(0, Math.min(middle, total - height));
}

/** Where a key leads in a list of `total`; `undefined`: it is no key of lists. `page` rows are in view. */
export function moveBy(key: Key, at: number, total: number, page: number): number | undefined {
  const by = stepOf(key, total, page);
  return by === undefined ? undefined : Math.max(0, Math.min(at + by, total - 1));
}

function stepOf(key: Key, total: number, page: number): number | undefined {
  switch (key) {
    case 'up':
      return -1;
    case 'down':
      return 1;
    case 'pageup':
      return -Math.max(1, page - 1);
    case 'pagedown':
      return Math.max(1, page - 1);
    case 'home':
      return -total;
    case 'end':
      return total;
    default:
      return undefined;
  }
}

/** The furthest a text of `total` rows can be scrolled. */
export const maxScroll = (total: number, height: number): number => Math.max(0, total - height);

/** A column of one character that tells which part of a list is in view; blank where all of it is. */
export function scrollbar(total: number, first: number, height: number): readonly string[] {
  if (total <= height) return Array.from({ length: height }, () => ' ');
  const length = Math.max(1, Math.min(height - 1, Math.round((height * height) / total)));
  const start = Math.round((first / maxScroll(total, height)) * (height - length));
  return Array.from({ length: height }, (_, at) =>
    at >= start && at < start + length ? '┃' : '│',
  );
}

/** The part of the rows that is in view, its scroll bar at the right edge of `width` columns. */
export function scrolled(
  rows: readonly Row[],
  first: number,
  { width, height }: { readonly width: number; readonly height: number },
): readonly Row[] {
  const start = Math.max(0, Math.min(first, maxScroll(rows.length, height)));
  const shown = rows.slice(start, start + height);
  if (rows.length <= height) return shown;
  const bar = scrollbar(rows.length, start, height);
  return shown.map((row, at) => [...fitRow(row, width - 1), span(bar[at] ?? ' ', 'dim')]);
}
