import { setOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';

/** Two sources may stamp one record this far apart: whole seconds here, receipt there. */
export const APART_MS = 2_000;
const SECOND_MS = 1_000;

/** What is known of the time of a source, without its lines. */
export interface SourceSpan {
  readonly source: string;
  readonly format?: string;
  readonly from?: EpochMs;
  readonly to?: EpochMs;
}

/** May the record that one source tells at `a` be the one that the other tells at `b`? */
export type MayRepeat = (a: EpochMs, b: EpochMs) => boolean;

const NEVER: MayRepeat = () => false;
const EVER: MayRepeat = (a, b) => Math.abs(a - b) <= APART_MS;

/** Asked by two sources in either order; answers are remembered. */
export function createRepeats(
  spans: readonly SourceSpan[],
): (one: string, other: string) => MayRepeat {
  const bySource = new Map(spans.map((span) => [span.source, span]));
  const known = new Map<string, Map<string, MayRepeat>>();
  return (one, other) => {
    const held = known.get(one)?.get(other);
    if (held !== undefined) return held;
    const [a, b] = [bySource.get(one), bySource.get(other)];
    const found = a && b ? repeatsOf(a, b) : EVER;
    const ofOne = known.get(one) ?? new Map<string, MayRepeat>();
    known.set(one, ofOne.set(other, found));
    return found;
  };
}

/**
 * Sources repeat each other where both speak. Where one begins, it may begin in the middle of an instant, and
 * where the other ends likewise: there only records of the same instant are one. In between, where both hold
 * everything, stamps may differ. Parts of one log that meet in an instant repeat nothing.
 */
function repeatsOf(a: SourceSpan, b: SourceSpan): MayRepeat {
  if (a.from === undefined || a.to === undefined) return EVER;
  if (b.from === undefined || b.to === undefined) return EVER;
  const isAlike = a.format === b.format || setOf(a.source) === setOf(b.source);
  const apartMs = isAlike ? 0 : APART_MS;
  const doBegin = Math.abs(a.from - b.from) <= apartMs;
  const doEnd = Math.abs(a.to - b.to) <= apartMs;
  const doMeet = Math.min(a.to - b.from, b.to - a.from) <= apartMs;
  if (doMeet && !(doBegin && doEnd)) return NEVER;
  const instantOf = (at: EpochMs): number => (isAlike ? at : Math.floor(at / SECOND_MS));
  // What begins together has nothing before it that could be taken for its beginning.
  const first = doBegin ? Number.NEGATIVE_INFINITY : instantOf(Math.max(a.from, b.from));
  const last = doEnd ? Number.POSITIVE_INFINITY : instantOf(Math.min(a.to, b.to));
  const isInside = (instant: number): boolean => instant > first && instant < last;
  return (one, other) => {
    const [left, right] = [instantOf(one), instantOf(other)];
    if (left === right) return left >= first && left <= last;
    return EVER(one, other) && isInside(left) && isInside(right);
  };
}
