import type { Detection } from '../model/detection.js';
import type { Best, Stretch } from '../model/explanation.js';
import type { CorrelationRule } from '../model/rule.js';
import type { Case } from './case.js';
import type { DiagnoseInput } from './input.js';

const MAX_STRETCHES = 5;

const lengthOf = ({ from, to }: Detection): number => to - from;

const byLength = (a: Detection, b: Detection): number =>
  lengthOf(b) - lengthOf(a) || b.count - a.count || a.from - b.from;

/** Times of sources without any are made up. */
const isTimed = ({ subjects }: Detection, { context: { untimed } }: DiagnoseInput): boolean =>
  !subjects.some(({ source }) => untimed.has(source));

/** The longest intervals in which the correlation held. */
export function stretchesOf(
  { name }: CorrelationRule,
  { detections }: Case,
  input: DiagnoseInput,
): readonly Stretch[] {
  return (detections.get(name) ?? [])
    .filter((one) => isTimed(one, input))
    .sort(byLength)
    .slice(0, MAX_STRETCHES)
    .map(({ from, to, group, count }) => ({ from, to, group, count }));
}

/** Where it came nearest to what it asks for; where it held too briefly to count, how long at the longest. */
export function bestOf(
  rule: CorrelationRule,
  { detections }: Case,
  input: DiagnoseInput,
): Best | undefined {
  const best = input.best?.get(rule.name);
  const brief = detections.has(rule.name) ? undefined : longestBrief(rule, input);
  if (brief) {
    const { group, peak } = brief;
    return { value: reachedIn(rule, brief, best), at: peak.at, group, lastedMs: lengthOf(brief) };
  }
  return best && best.at >= 0 ? best : undefined;
}

function longestBrief({ name }: CorrelationRule, input: DiagnoseInput): Detection | undefined {
  const own = (input.brief ?? []).filter((one) => one.correlation === name && isTimed(one, input));
  return own.sort(byLength)[0];
}

/** In the terms of `Best`. */
function reachedIn(
  rule: CorrelationRule,
  { peak, value }: Detection,
  best: Best | undefined,
): number {
  if (rule.type === 'temporal') return new Set(rule.signals).size;
  if (rule.type === 'field_compare') return best?.value ?? 1;
  return value ?? peak.value;
}
