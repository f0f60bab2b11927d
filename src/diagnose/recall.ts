import type { Confidence, Finding, Outcome, OverallVerdict, Report } from '../model/report.js';
import type { DiagnosisRule, Severity } from '../model/rule.js';
import { rankFindings } from './rank.js';
import { sharesNode } from './scope.js';

/** What was found before a part of the input was let go. */
export interface Memory {
  readonly findings: readonly Remembered[];
  readonly outcomes: readonly Outcome[];
  readonly verdict: OverallVerdict;
}

interface Remembered {
  /** As it last stood. */
  readonly finding: Finding;
  /** Of its count the part that was let go. */
  readonly gone: number;
}

const CONFIDENCE: readonly Confidence[] = ['confirmed', 'probable', 'possible'];
const SEVERITY: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const VERDICT: readonly OverallVerdict[] = ['explained', 'suspected', 'clear', 'not-enough-data'];
const FOUND = 2;

/** `whole`: the report before a part was let go; `rest`: what is left tells. */
export function remember(whole: Report, rest: Report): Memory {
  const left = new Set(rest.findings);
  const findings = whole.findings.map((finding): Remembered => {
    const same = takeSame(finding, left);
    return { finding, gone: (finding.count?.value ?? 0) - (same?.count?.value ?? 0) };
  });
  const { outcomes, verdict } = whole;
  return { findings, outcomes, verdict };
}

/**
 * The report with what is remembered: a finding that goes on keeps its beginning and its count grows; one that is over
 * stays as it last stood.
 */
export function recall(
  report: Report,
  memory: Memory | undefined,
  rules: readonly DiagnosisRule[],
): Report {
  if (!memory || memory.findings.length === 0) return report;
  const current = new Set(report.findings);
  const keys = new Set(report.findings.map(({ key }) => key));
  const joined = memory.findings.map((one): Finding => {
    const same = takeSame(one.finding, current);
    return same ? goOn(one, same) : stayOver(one.finding, keys);
  });
  const findings = rankFindings([...joined, ...current], rules);
  const found = new Set(findings.map(({ id }) => id));
  return {
    ...report,
    verdict: strongest(report.verdict, memory.verdict),
    findings,
    outcomes: report.outcomes.map((outcome) => {
      if (outcome.verdict === 'present' || !found.has(outcome.id)) return outcome;
      return memory.outcomes.find(({ id }) => id === outcome.id) ?? outcome;
    }),
  };
}

/** The finding of the same incident: the same diagnosis at a common place and time. It is taken out. */
function takeSame(one: Finding, from: Set<Finding>): Finding | undefined {
  for (const other of from) {
    if (other.id !== one.id || !sharesNode(one.nodes, other.nodes) || !meets(one, other)) continue;
    from.delete(other);
    return other;
  }
  return undefined;
}

const meets = (a: Finding, b: Finding): boolean =>
  (a.from ?? Number.NEGATIVE_INFINITY) <= (b.to ?? Number.POSITIVE_INFINITY) &&
  (b.from ?? Number.NEGATIVE_INFINITY) <= (a.to ?? Number.POSITIVE_INFINITY);

function goOn({ finding: before, gone }: Remembered, now: Finding): Finding {
  if (gone <= 0 && (before.from ?? 0) >= (now.from ?? 0)) return now;
  const surer = rankOf(before) < rankOf(now) ? before : now;
  const { openStart: _, ...rest } = now;
  const count = now.count && { value: now.count.value + Math.max(0, gone), atLeast: true };
  const peak = (before.peak?.perMinute ?? 0) > (now.peak?.perMinute ?? 0) ? before.peak : now.peak;
  return {
    ...rest,
    severity: strongestOf(SEVERITY, before.severity, now.severity),
    confidence: surer.confidence,
    title: surer.title,
    cause: surer.cause,
    args: surer.args,
    ...(surer.conclusion === undefined ? {} : { conclusion: surer.conclusion }),
    cycles: surer.cycles,
    ...(surer.edges ? { edges: surer.edges } : {}),
    nodes: [...new Set([...before.nodes, ...now.nodes])].sort(),
    ...(before.from === undefined ? {} : { from: before.from }),
    ...(before.openStart ? { openStart: true as const } : {}),
    ...(count ? { count } : {}),
    ...(peak ? { peak } : {}),
    evidence: joinEvidence(before, now),
  };
}

/** The first lines of before, the last ones of now; no more than either has. */
function joinEvidence(before: Finding, now: Finding): Finding['evidence'] {
  const max = Math.max(before.evidence.length, now.evidence.length);
  const first = before.evidence.slice(0, Math.ceil(max / 2));
  const known = new Set(first.map(({ source, line }) => `${line} ${source}`));
  const later = now.evidence.filter(({ source, line }) => !known.has(`${line} ${source}`));
  const room = max - first.length;
  return room > 0 ? [...first, ...later.slice(-room)] : first;
}

function stayOver({ openEnd: _, ...finding }: Finding, keys: Set<string>): Finding {
  let { key } = finding;
  for (let no = 1; keys.has(key); no += 1) key = `${finding.id}#${no}`;
  keys.add(key);
  const { count } = finding;
  return { ...finding, key, ...(count ? { count: { ...count, atLeast: true } } : {}) };
}

const rankOf = ({ confidence }: Finding): number => CONFIDENCE.indexOf(confidence);

const strongestOf = <T>(order: readonly T[], a: T, b: T): T =>
  order.indexOf(a) < order.indexOf(b) ? a : b;

/** Something was found, then or now; what is clear now says nothing of then. */
const strongest = (now: OverallVerdict, then: OverallVerdict): OverallVerdict =>
  VERDICT.indexOf(then) < FOUND ? strongestOf(VERDICT, now, then) : now;
