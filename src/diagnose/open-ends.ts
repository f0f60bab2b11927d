import type { Detection } from '../model/detection.js';
import type { Coverage, Finding } from '../model/report.js';
import type { CorrelationRule, DiagnosisRule, Rulebook } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import type { NodeFacts } from './facts.js';
import { createLogs, type Logs } from './log-span.js';
import { feedersOf } from './lossy.js';
import type { ProcessEnds } from './process-ends.js';
import { longestGapMs } from './raised.js';
import { namesOf } from './tree.js';

export interface EndsInput {
  readonly rulebook: Rulebook;
  readonly detections: readonly Detection[];
  /** A start that the log shows before it is a beginning, though the log begins there too. */
  readonly starts: ReadonlyMap<string, Pick<NodeFacts, 'starts'>>;
  readonly coverage: readonly Coverage[];
  /** Where processes ended; absent: not looked up. */
  readonly ends?: ProcessEnds;
  /** What was looked at. */
  readonly span: { readonly from: EpochMs; readonly to: EpochMs };
}

/**
 * The finding with the ends that were not seen: where it runs already at the first line of its log, or still
 * at the last. What ran before the log begins is missing in the count; what the user left out is not.
 */
export function withOpenEnds(finding: Finding, input: EndsInput): Finding {
  const { from, to, count } = finding;
  if (from === undefined || to === undefined) return finding;
  const own = detectionsOf(finding, input);
  const logs = createLogs(input.coverage, input.span);
  const first = own.filter((one) => one.detection.from === from);
  const last = own.filter((one) => one.detection.to === to);
  const start = startOf(first, logs, input);
  const isOver = last.some(({ detection }) => input.ends?.endsWith(detection));
  const openEnd = !isOver && last.length > 0 && last.every((one) => isOpenEnd(one, logs));
  return {
    ...finding,
    ...(start === 'seen' ? {} : { openStart: true as const }),
    ...(openEnd ? { openEnd: true as const } : {}),
    ...(count && start === 'cut' ? { count: { ...count, atLeast: true } } : {}),
  };
}

interface Own {
  readonly detection: Detection;
  /** How long it may have run unseen before its first record, or behind its last. */
  readonly gapMs: number;
  /** It takes no more than one of each of its lines: they tell of what happened, not of what goes on. */
  readonly isEvent: boolean;
}

const LEAST_GAP_MS = 1000;
/** So many times its usual distance from one record to the next is no pause. */
const TIMES_PACE = 3;

/** Detections the finding may have its ends from. */
function detectionsOf({ id, nodes }: Finding, { rulebook, detections }: EndsInput): readonly Own[] {
  const rule = rulebook.diagnoses.find((one) => one.id === id);
  const correlations = new Map(rulebook.correlations.map((one) => [one.name, one]));
  const names = new Set(rule ? carriersOf(rule) : []);
  return detections
    .filter((one) => names.has(one.correlation) && sharesNode(one.nodes, nodes))
    .map((detection) => ({
      detection,
      gapMs: gapOf(detection, correlations),
      isEvent: feedersOf(detection.correlation, correlations).every(takesOne),
    }));
}

const takesOne = (rule: CorrelationRule): boolean =>
  rule.type === 'event_count'
    ? rule.threshold.raise === 1 && rule.minDurationMs === 0
    : rule.type === 'temporal' || rule.type === 'temporal_ordered';

const carriersOf = (rule: DiagnosisRule): readonly string[] => [
  ...rule.required.flatMap(namesOf),
  ...rule.circumstantial.flatMap(namesOf),
  ...(rule.measure === undefined ? [] : [rule.measure]),
];

const sharesNode = (a: readonly string[], b: readonly string[]): boolean =>
  b.length === 0 || a.some((node) => node === '' || b.includes(node));

/** As long as it, or what it is made of, may be silent without being over, at its own pace. */
function gapOf(
  { correlation, from, to, count }: Detection,
  correlations: ReadonlyMap<string, CorrelationRule>,
): number {
  const longest = Math.max(0, ...feedersOf(correlation, correlations).map(longestGapMs));
  const paceMs = (to - from) / Math.max(1, count - 1);
  return Math.min(longest, Math.max(LEAST_GAP_MS, TIMES_PACE * paceMs));
}

/** `cut`: the log itself begins there. `left-out`: the time that was asked for does. */
function startOf(
  first: readonly Own[],
  logs: Logs,
  { starts, span }: EndsInput,
): 'seen' | 'cut' | 'left-out' {
  const open = first.flatMap(({ detection, gapMs }) => {
    const log = logs.of(detection);
    if (!log || detection.from - gapMs > log.from) return [];
    const isStart = detection.nodes.some((node) =>
      starts.get(node)?.starts.some(({ at }) => at >= log.from && at <= detection.from),
    );
    return isStart ? [] : [log];
  });
  if (first.length === 0 || open.length < first.length) return 'seen';
  return open.some(({ begins }) => begins < span.from) ? 'left-out' : 'cut';
}

function isOpenEnd({ detection, gapMs, isEvent }: Own, logs: Logs): boolean {
  if (isEvent && detection.to - detection.from < LEAST_GAP_MS) return false;
  const log = logs.of(detection);
  return log !== undefined && detection.to + gapMs >= log.to;
}
