import { endOfLine, longLines, openingLines, previousStart } from './context.js';
import { createIsoReader } from './iso-time.js';
import { findPauses } from './pauses.js';
import { REST_LINES, type Sifting } from './sifting.js';
import { textOf } from './text-of.js';
import { createToldStamps } from './told-stamp.js';
import type { Window } from './windows.js';

/** Of a line whose time alone is looked at: more than a rough time is read from. */
const STAMPED_BYTES = 1_024;

/**
 * Starts of lines that are given whatever they hold: the ends of a window, long ones, those around pauses and steps
 * back in time, those whose entry may go on behind the window, one that may tell year and zone.
 */
export function createExtraLines(sifting: Sifting): (window: Window) => readonly number[] {
  const { restLines = REST_LINES } = sifting.sizes ?? {};
  const findToldStamp = createToldStamps();

  return ({ bytes, isRest }) => {
    const last = previousStart(bytes, bytes.length);
    const isoTime = createIsoReader(bytes);
    const roughTime = (start: number) => {
      const end = Math.min(start + STAMPED_BYTES, endOfLine(bytes, start));
      return isoTime(start) ?? sifting.roughTime(textOf(bytes, start, end));
    };
    const starts = new Set([
      0,
      ...lastLines(bytes, isRest ? restLines : 1),
      ...longLines(bytes, sifting.longBytes()),
      ...openingLines(bytes),
      ...findPauses(bytes, last, roughTime),
      ...(sifting.isUndated() ? findToldStamp(bytes) : []),
    ]);
    return [...starts].sort((a, b) => a - b);
  };
}

/** Starts of the last so many lines. */
function lastLines(bytes: Buffer, count: number): readonly number[] {
  const starts: number[] = [];
  for (let at = bytes.length; at > 0 && starts.length < count; starts.push(at)) {
    at = previousStart(bytes, at);
  }
  return starts;
}
