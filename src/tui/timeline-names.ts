import { harmless } from '../report/clean.js';
import { clockOf, DAY_MS, dayOf } from './timeline-axis.js';
import type { TimelineWords } from './words/timeline.js';

export const nodeName = (node: string, say: TimelineWords): string =>
  node === '' ? say.nobody : harmless(node);

/** `+3 s`, `-2 h`. */
export const movedBy = (ms: number, say: TimelineWords): string =>
  (ms < 0 ? '-' : '+') + say.span(Math.abs(ms));

/** `08:12:03`; with its date where that is not the day of `beside`. */
export function clockBeside(at: number, beside: number): string {
  const clock = clockOf(at);
  return Math.floor(at / DAY_MS) === Math.floor(beside / DAY_MS)
    ? clock
    : `${dayOf(at).slice(-5)} ${clock}`;
}
