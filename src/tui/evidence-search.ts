import type { QuotedRecord } from '../model/triage.js';

/** A plain text to look for, in any case unless it holds a capital letter; absent for an empty one. */
export function patternOf(search: string): RegExp | undefined {
  if (search === '') return undefined;
  const literal = search.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(literal, /\p{Lu}/u.test(search) ? 'gu' : 'giu');
}

/** Whether the text, the node, the place or a signal of a record holds what is looked for. */
function matches({ citation, signals }: QuotedRecord, pattern: RegExp): boolean {
  return (
    citation.text.search(pattern) !== -1 ||
    (citation.node ?? '').search(pattern) !== -1 ||
    `${citation.source}:${citation.line}`.search(pattern) !== -1 ||
    signals.some((name) => name.search(pattern) !== -1)
  );
}

interface Kept {
  readonly search: string;
  readonly found: ReadonlySet<number>;
}
const kept = new WeakMap<readonly QuotedRecord[], Kept>();

/** Indexes of the records that match, in their order; the last answer is kept. */
export function matchesIn(shown: readonly QuotedRecord[], search: string): ReadonlySet<number> {
  const last = kept.get(shown);
  if (last?.search === search) return last.found;
  const pattern = patternOf(search);
  const found = new Set<number>();
  if (pattern)
    shown.forEach((record, index) => {
      if (matches(record, pattern)) found.add(index);
    });
  kept.set(shown, { search, found });
  return found;
}

export interface Hit {
  readonly index: number;
  /** It was found behind the end of the list, from its beginning. */
  readonly hasWrapped: boolean;
}

/** The match that comes after `from` (`by` 1) or before it (-1), around the end of the list. */
export function nextMatch(found: ReadonlySet<number>, from: number, by: 1 | -1): Hit | undefined {
  const all = [...found];
  const ahead = by === 1 ? all.find((at) => at > from) : all.findLast((at) => at < from);
  if (ahead !== undefined) return { index: ahead, hasWrapped: false };
  const around = by === 1 ? all[0] : all.at(-1);
  return around === undefined ? undefined : { index: around, hasWrapped: true };
}
