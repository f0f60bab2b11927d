import type { Best } from '../model/explanation.js';
import type { Fields } from '../model/record.js';
import type { CorrelationRule, NumericCondition } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';

/** Where a correlation came nearest to holding: the first of all such windows, be it that it held there. */
export interface Nearest {
  /** Values that are not above it change nothing: a storm need not ask. */
  readonly bar: number;
  /** The value of a window of `total` records. */
  see(value: number, total: number, at: EpochMs, group: Fields): void;
  /** `undefined`: no window had a value. */
  best(): Best | undefined;
}

/** The higher, the nearer is the value to holding, or the further beyond. */
export type Score = (value: number) => number;

/** A window of fewer than `minCount` records comes behind all that have as many; of such, the fullest is told. */
export function createNearest(score: Score, minCount: number): Nearest {
  let best: Best | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  let fullest = 0;

  function seeFew(value: number, total: number, at: EpochMs, group: Fields): void {
    if (highest !== Number.NEGATIVE_INFINITY || total <= fullest || Number.isNaN(value)) return;
    fullest = total;
    best = { value, at, group, tooFew: total };
  }
  const nearest = {
    bar: Number.NEGATIVE_INFINITY,
    see(value: number, total: number, at: EpochMs, group: Fields): void {
      if (total < minCount) {
        seeFew(value, total, at, group);
        return;
      }
      const own = score(value);
      if (!(own > highest)) return;
      highest = own;
      best = { value, at, group };
      if (score === higher) nearest.bar = value;
    },
    best: () => best,
  };
  return nearest;
}

/** How near a value is to what the rule asks for. */
export function scoreOf(rule: CorrelationRule): Score {
  if (!('condition' in rule) || rule.condition === undefined) return higher;
  const { gte, gt, lte, lt, eq, neq } = rule.condition;
  const isBounded = eq !== undefined || neq !== undefined;
  const [low, high] = [gte ?? gt, lte ?? lt];
  if (isBounded || (low !== undefined && high !== undefined)) {
    const { condition } = rule;
    return (value) => -shortOf(condition, value);
  }
  return high === undefined ? higher : lower;
}

const higher: Score = (value) => value;
const lower: Score = (value) => -value;

/** By how much the value fails the condition; 0: it holds, or is just at its border. */
function shortOf({ gte, gt, lte, lt, eq, neq }: NumericCondition, value: number): number {
  const least = gte ?? gt;
  const most = lte ?? lt;
  return Math.max(
    0,
    least === undefined ? 0 : least - value,
    most === undefined ? 0 : value - most,
    eq === undefined ? 0 : Math.abs(value - eq),
    neq === value ? 1 : 0,
  );
}

/** How near a span of time is to one of the closed intervals; without any, the shorter the nearer. */
export function scoreOfSpan(intervals: readonly (readonly [number, number])[]): Score {
  if (intervals.length === 0) return lower;
  return (value) =>
    -Math.min(...intervals.map(([low, high]) => Math.max(0, low - value, value - high)));
}
