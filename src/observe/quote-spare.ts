import { hashOf } from './hash.js';
import { createQuotePlaces, type QuotePlaces } from './quote-places.js';
import type { Placed } from './quote-slots.js';

/** About five hundred lines of a signal and place: of each slot the first and one by lot. */
const LIMITS = { slots: 256, slotsOfSignal: 1024, places: 512 };
/** Of a line that takes no part: only every fourth does, to look at all would cost more than it is worth. */
export const NO_LOT = -1;

/** A line that can be kept whatever its kind. */
export interface Drawn extends Placed {
  /** Only that of a line that takes part is looked at. */
  readonly lot: number;
}

/**
 * Lines of a signal by place, whatever their kind, for where those kept by kind do not tell of a detection: there
 * are more kinds than room, or more storms than slots. Lots are drawn among lines, so that what comes often is
 * seldom missed.
 */
export const createSpare = <T extends Drawn>(): QuotePlaces<T> =>
  createQuotePlaces<T>(LIMITS, ({ lot }) => lot);

/** The lot of a line: even, and the same in whatever order lines come. Whole, below 2^30, or `NO_LOT`. */
export function createLots(): (source: string, line: number) => number {
  let last: string | undefined;
  let seed = 0;
  return (source, line) => {
    if (source !== last) {
      last = source;
      seed = hashOf(source);
    }
    const lot = mixed(seed ^ Math.imul(line, 0x9e3779b1));
    return (lot & 3) === 0 ? lot >>> 2 : NO_LOT;
  };
}

/** Each bit of the number bears on each bit of what comes out (the last steps of MurmurHash3). */
function mixed(bits: number): number {
  let mix = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
