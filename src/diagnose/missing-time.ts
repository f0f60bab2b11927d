import type { DiagnosisRule } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import type { Covered, DiagnoseInput } from './input.js';

/** Components of a server that write at least every ten minutes: see observe/spells.ts. */
const ALWAYS_SPEAK: ReadonlySet<string> = new Set(['supervisor', 'etcd', 'kubelet']);
/** Silence says nothing where less than this part of the time was covered. */
const LEAST_COVERED = 1 / 2;
/** The ends of a log are no loss: records come at their own pace. */
const MARGIN_MS = 15 * 60_000;

export interface MissingTime {
  readonly spanMs: number;
  readonly missingMs: number;
}

/**
 * How much of the time in question no log covers that could show the diagnosis: in gaps that are a loss, in any
 * gap where the components it needs always speak, and where a time was asked for, before the first line of
 * these logs and behind their last. Without such a time the logs themselves are in question.
 */
export function missingTime(rule: DiagnosisRule, input: DiagnoseInput): MissingTime {
  const { coverage = [], asked, spanMs } = input;
  const heard = coverage.filter(({ node }) => isHeard(rule, input, node));
  if (heard.length === 0) return { spanMs, missingMs: 0 };
  const speaks = rule.notAssessableWithout.some(({ component }) => ALWAYS_SPEAK.has(component));
  const { from, to } = asked ?? EVER;
  const whole = heard.flatMap((one) => spellsOf({ ...one, gaps: [] }, speaks));
  const span = asked ? to - from : coveredMs(whole, from, to);
  const spoken = heard.flatMap((one) => spellsOf(one, speaks));
  return { spanMs: span, missingMs: span - coveredMs(spoken, from, to) };
}

const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export const isMostlyMissing = ({ spanMs, missingMs }: MissingTime): boolean =>
  missingMs > MARGIN_MS && missingMs > spanMs * (1 - LEAST_COVERED);

/** Nodes that could have shown it; where it needs nobody, all. */
const isHeard = (
  { notAssessableWithout }: DiagnosisRule,
  { heard }: DiagnoseInput,
  node = '',
): boolean =>
  notAssessableWithout.length === 0 ||
  notAssessableWithout.some(({ component }) => heard(component, undefined, node));

interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

function spellsOf({ from, to, gaps = [] }: Covered, speaks: boolean): readonly Stretch[] {
  if (from === undefined || to === undefined) return [];
  const missing = gaps.filter(
    (gap) =>
      gap.from >= from && gap.to <= to && (gap.why === undefined ? speaks : gap.why !== 'stopped'),
  );
  const starts = [from, ...missing.map((gap) => gap.to)];
  const ends = [...missing.map((gap) => gap.from), to];
  return starts.map((start, index) => ({ from: start, to: ends[index] ?? to }));
}

function coveredMs(spells: readonly Stretch[], from: EpochMs, to: EpochMs): number {
  let sum = 0;
  let end = from;
  for (const spell of [...spells].sort((a, b) => a.from - b.from)) {
    const until = Math.min(spell.to, to);
    sum += Math.max(0, until - Math.max(spell.from, end));
    end = Math.max(end, until);
  }
  return sum;
}
