import type { EpochMs } from '../model/time.js';
import { stamp } from '../report/format.js';
import { columnAt, type Grid, timeOf } from './timeline-grid.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** Each divides a day, or is whole days: midnight always gets a tick. */
const STEPS_MS = [
  ...[10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((days) => days * DAY_MS),
  ...[1, 2, 5, 10, 20, 50, 100].map((thousand) => thousand * 1000 * DAY_MS),
];
/** From here on a date needs its year. */
const LONG_MS = 20 * DAY_MS;
/** Columns between a label and the next. */
const GAP = 3;

export interface AxisTick {
  readonly column: number;
  /** `08:15`, `08:15:30`, `08:15:30.500`, or at midnight `04-16`; over weeks `2025-04-16`. */
  readonly label: string;
  readonly isDate: boolean;
}

/** Ticks at round times, as dense as their labels can be read. */
export function axisTicks(grid: Grid): readonly AxisTick[] {
  const stepMs =
    STEPS_MS.find((step) => step / grid.columnMs >= labelLength(step) + GAP) ?? Infinity;
  const end = timeOf(grid, grid.columns);
  const ticks: AxisTick[] = [];
  for (let at = Math.ceil(grid.startMs / stepMs) * stepMs; at < end; at += stepMs) {
    const tick = { column: columnAt(grid, at), ...labelOf(at, stepMs) };
    if (tick.column + tick.label.length <= grid.columns) ticks.push(tick);
  }
  return ticks;
}

function labelLength(stepMs: number): number {
  if (stepMs >= LONG_MS) return 10;
  if (stepMs < SECOND_MS) return 12;
  return stepMs < MINUTE_MS ? 8 : 5;
}

function labelOf(at: EpochMs, stepMs: number): { label: string; isDate: boolean } {
  const isDate = at % DAY_MS === 0;
  const length = labelLength(stepMs);
  const clock = stepMs < SECOND_MS ? preciseClock(at) : clockOf(at);
  const label = isDate ? dayOf(at).slice(stepMs >= LONG_MS ? 0 : -5) : clock.slice(0, length);
  return { label, isDate };
}

/** `2025-04-15`; without the year where nothing told it. */
export const dayOf = (at: EpochMs): string => stamp(at).split(' ')[0] ?? '';

const fractionOf = (at: EpochMs): number => Math.floor(((at % SECOND_MS) + SECOND_MS) % SECOND_MS);

/** `08:12:03`, with fractions where `exact` and there are any. */
export const clockOf = (at: EpochMs, exact = false): string =>
  exact && fractionOf(at) > 0 ? preciseClock(at) : (stamp(at).split(' ')[1] ?? '');

/** `08:12:03.120`. */
export const preciseClock = (at: EpochMs): string =>
  `${clockOf(at)}.${String(fractionOf(at)).padStart(3, '0')}`;
