import type { Subject } from '../model/observation.js';
import type { QuotePlace } from './quote-places.js';
import type { Placed } from './quote-slots.js';

/**
 * What was found out about the observations of a match that comes again and again, the same but for some numbers.
 * It belongs to one match of one source. The text of its line is made when it is asked for, and those of its fields
 * keep nothing alive but what the match keeps itself: neither has to be copied.
 */
export interface Memo {
  /** Names of the fields that vary: all of them numbers. */
  readonly varying: readonly string[];
  shape: { readonly subject: Subject; readonly index: number } | undefined;
  /** Where its lines are kept. */
  place: MemoPlace | undefined;
}

export interface MemoPlace {
  readonly subject: Subject;
  readonly kept: QuotePlace<Placed>;
  readonly spare: QuotePlace<Placed> | undefined;
  /** What correlations measure of them. */
  readonly effectField: string | undefined;
}

export const createMemo = (varying: readonly string[]): Memo => ({
  varying,
  shape: undefined,
  place: undefined,
});
