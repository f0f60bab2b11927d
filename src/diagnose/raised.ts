import type { Detection } from '../model/detection.js';
import type { CorrelationRule, DiagnosisRule } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import type { Case } from './case.js';
import type { DiagnoseInput } from './input.js';
import { beginsInside } from './log-head.js';
import { feedersOf } from './lossy.js';
import { namesOf } from './tree.js';

/** A threshold was reached, though the diagnosis is not there. */
export type Raised =
  | {
      /** `cut`: the log begins or ends in the middle of it. `brief`: it lasted too short a time. */
      readonly kind: 'cut' | 'brief';
      readonly detection: Detection;
      readonly neededMs: number;
    }
  | {
      /** Lasted long enough; what else the diagnosis needs is missing. */
      readonly kind: 'unmet';
      readonly correlation: string;
    };

/** What is cut counts from this part of its least duration on: the last seconds of a log are no storm yet. */
const LEAST_PART = 1 / 20;
const LEAST_GAP_MS = 1000;

/** The most telling threshold that one of the required correlations reached; `undefined`: none did. */
export function findRaised(
  rule: DiagnosisRule,
  input: DiagnoseInput,
  evidence: Case,
): Raised | undefined {
  const { correlations } = evidence;
  const required = rule.required.flatMap(namesOf).filter((name) => correlations.has(name));
  const rules = new Map(
    required.flatMap((name) => feedersOf(name, correlations)).map((one) => [one.name, one]),
  );
  const brief = (input.brief ?? [])
    .filter(({ correlation, subjects }) => {
      const isTimed = !subjects.some(({ source }) => input.context.untimed.has(source));
      return isTimed && rules.has(correlation);
    })
    .sort((a, b) => b.count - a.count || a.from - b.from);
  const cut = brief.find((detection) => isCut(detection, rules.get(detection.correlation), input));
  if (cut) return { kind: 'cut', detection: cut, neededMs: neededMs(cut, rules) };
  const held = required.find((name) => evidence.detections.has(name));
  if (held !== undefined) return { kind: 'unmet', correlation: held };
  const [longest] = brief;
  return longest && { kind: 'brief', detection: longest, neededMs: neededMs(longest, rules) };
}

const neededMs = (
  { correlation }: Detection,
  rules: ReadonlyMap<string, CorrelationRule>,
): number => rules.get(correlation)?.minDurationMs ?? 0;

function isCut(
  detection: Detection,
  rule: CorrelationRule | undefined,
  input: DiagnoseInput,
): boolean {
  const { from, to, nodes } = detection;
  const log = spanOf(nodes, input);
  if (!rule || !log || to - from < rule.minDurationMs * LEAST_PART) return false;
  const gapMs = longestGapMs(rule);
  if (to + gapMs >= log.to) return true;
  return from - gapMs <= log.from && !beginsInside(detection, log.from, input);
}

/** How long it may be silent without being over. */
export function longestGapMs(rule: CorrelationRule): number {
  const clear = 'threshold' in rule ? (rule.threshold?.clear ?? 1) : 1;
  return Math.max(LEAST_GAP_MS, rule.windowMs / Math.max(1, clear));
}

/** Where the log of the nodes begins and ends, inside what was looked at. */
function spanOf(
  nodes: readonly string[],
  { inputFrom, inputTo, coverage = [] }: DiagnoseInput,
): { readonly from: EpochMs; readonly to: EpochMs } | undefined {
  if (inputFrom === undefined || inputTo === undefined) return undefined;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const one of coverage) {
    if (one.from === undefined || one.to === undefined || !nodes.includes(one.node ?? '')) continue;
    from = Math.min(from, one.from);
    to = Math.max(to, one.to);
  }
  if (from > to) return { from: inputFrom, to: inputTo };
  return { from: Math.max(from, inputFrom), to: Math.min(to, inputTo) };
}
