import type { Subject } from '../model/observation.js';

/**
 * What was found out about the observations of a match that comes again and again, the same but for some numbers.
 * It belongs to one match of one source.
 */
export interface Memo {
  /** Names of the fields that vary: all of them numbers. */
  readonly varying: readonly string[];
  shape: { readonly subject: Subject; readonly index: number } | undefined;
  /** The name of the place its lines are kept at. */
  place: { readonly subject: Subject; readonly key: string } | undefined;
}

export const createMemo = (varying: readonly string[]): Memo => ({
  varying,
  shape: undefined,
  place: undefined,
});
