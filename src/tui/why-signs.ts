import type { Truth } from '../model/explanation.js';
import type { Verdict } from '../model/report.js';
import { truthMark as signOfTruth } from '../report/text-explain.js';
import type { Span } from './line.js';
import { span } from './rows.js';

/** Whether a condition holds. */
export function truthMark(held: Truth): Span {
  const tone = held === undefined ? 'warn' : held ? 'good' : 'dim';
  return span(signOfTruth(held), tone);
}

const VERDICT: Readonly<Record<Verdict, Span>> = {
  present: span('●', 'bad'),
  'not-assessable': span('?', 'warn'),
  'ruled-out': span('-', 'dim'),
  absent: span('○', 'dim'),
};
export const verdictMark = (verdict: Verdict): Span => VERDICT[verdict];

/**
 * A value against its limit: `██████│█████████    `. What is filled is the value, the line stands at the limit, and
 * the longer of the two fills the bar of `width` columns.
 */
export function barOf(value: number, limit: number, width: number): readonly Span[] {
  const most = Math.max(value, limit);
  const columnsOf = (part: number): number =>
    most > 0 ? Math.max(0, Math.min(width, Math.round((part / most) * width))) : 0;
  const filled = value > 0 ? Math.max(1, columnsOf(value)) : 0;
  const mark = Math.min(width - 1, Math.max(0, columnsOf(limit)));
  return [
    span(barPart(0, mark, filled), 'accent'),
    span('│', 'strong'),
    span(barPart(mark + 1, width, filled), 'accent'),
  ];
}

const barPart = (from: number, to: number, filled: number): string =>
  Array.from({ length: to - from }, (_, at) => (from + at < filled ? '█' : '·')).join('');
