import type { Outcome } from '../model/report.js';
import type { DiagnosisRule, Text, Visibility } from '../model/rule.js';
import { BECAUSE, besidesStart, onNodes, spanText } from './because.js';
import { sayBelow } from './below.js';
import type { Case } from './case.js';
import { signalsOf } from './evidence.js';
import type { DiagnoseInput } from './input.js';
import { isMostlyMissing, missingTime } from './missing-time.js';
import { shortestProofMs } from './proof-time.js';
import { findRaised, type Raised } from './raised.js';
import { namesOf } from './tree.js';
import { findUnread } from './unread.js';

export type Silence = Pick<Outcome, 'verdict' | 'because' | 'args' | 'collect'> & {
  /** It may be going on: a threshold was reached where the log is cut. */
  readonly isOpen?: true;
};

/** All commands that show what this diagnosis looks at. */
export const collectOf = (rule: DiagnosisRule): readonly string[] => [
  ...new Set(rule.notAssessableWithout.flatMap(({ collect }) => collect)),
];

/** Why there is no finding, where the diagnosis is neither foreign nor refuted. */
export function explainSilence(rule: DiagnosisRule, input: DiagnoseInput, evidence: Case): Silence {
  if (input.recordCount === 0) return open(BECAUSE.noRecords, {}, collectOf(rule));
  const seen = countSeen(rule, input, evidence);
  const unheard = rule.notAssessableWithout.find(
    ({ component, level }) => !input.heard(component, level),
  );
  if (unheard && (seen === 0 || !isBegun(rule, input, evidence)))
    return open(sayUnheard(unheard, rule, input), {}, unheard.collect);
  const raised = findRaised(rule, input, evidence);
  if (raised) return sayRaised(raised, seen, rule);
  const unread = findUnread(rule, input, evidence);
  if (unread) return open(BECAUSE.unread, { ...unread }, collectOf(rule));
  const neededMs = shortestProofMs(rule, evidence.correlations);
  if (input.spanMs < neededMs) return sayTooShort(input, neededMs, rule);
  const time = missingTime(rule, input);
  if (isMostlyMissing(time)) {
    const args = { missing: spanText(time.missingMs), span: spanText(time.spanMs) };
    return open(BECAUSE.missing, args, collectOf(rule));
  }
  if (seen > 0) {
    const below = sayBelow(rule, input, evidence, seen);
    if (!below) return open(BECAUSE.noTimes, {}, collectOf(rule));
    return absent(below.because, below.args);
  }
  const [muffled] = rule.notAssessableWithout.flatMap((one) => muffledNodes(one, input, evidence));
  if (muffled) {
    const { because, collect } = muffled.visibility;
    return open(onNodes(because), { nodes: muffled.nodes.join(', ') }, collect);
  }
  return absent(BECAUSE.quiet, {});
}

/** What a server prints at its start comes from itself, in whatever log it stands. */
function sayUnheard(
  { component, level, because }: Visibility,
  { products }: DiagnosisRule,
  { facts }: DiagnoseInput,
): Text {
  if (component !== 'supervisor' || level !== undefined) return because;
  const started = [...facts.nodes.values()].flatMap(({ starts }) =>
    starts.flatMap(({ product, role }) =>
      role !== 'agent' && products.includes(product) ? [product] : [],
    ),
  );
  const [product] = started.sort();
  return product === undefined ? because : besidesStart(because, product);
}

export interface Muffled {
  readonly visibility: Visibility;
  readonly nodes: readonly string[];
}

/** Nodes on which the component speaks, but not at the level that is needed; agents do not count. */
export function muffledNodes(
  visibility: Visibility,
  { heard, unheardNodes }: DiagnoseInput,
  { facts }: Case,
): readonly Muffled[] {
  const { component, level } = visibility;
  if (level === undefined || !unheardNodes) return [];
  const nodes = unheardNodes(component, level).filter((node) => {
    const { role, starts = [] } = facts.nodes.get(node) ?? {};
    const isAgent = (starts.at(-1)?.role ?? role) === 'agent';
    return !isAgent && heard(component, undefined, node);
  });
  return nodes.length > 0 ? [{ visibility, nodes }] : [];
}

type Args = Readonly<Record<string, string>>;

const open = (because: Text, args: Args, collect: readonly string[]): Silence => ({
  verdict: 'not-assessable',
  because,
  args,
  collect,
});
const absent = (because: Text, args: Args): Silence => ({
  verdict: 'absent',
  because,
  args,
  collect: [],
});

function countSeen(rule: DiagnosisRule, { seen }: DiagnoseInput, { correlations }: Case): number {
  const signals = rule.required.flatMap(namesOf).flatMap((name) => signalsOf(name, correlations));
  return [...new Set(signals)].reduce((sum, signal) => sum + seen(signal), 0);
}

/** What follows on another line tells nothing alone: programs that nobody knows may end with the same words. */
function isBegun(rule: DiagnosisRule, { seen }: DiagnoseInput, { correlations }: Case): boolean {
  const isSeen = (name: string): boolean => {
    const one = correlations.get(name);
    if (!one) return seen(name) > 0;
    return (one.type === 'temporal_ordered' ? one.signals.slice(0, 1) : one.signals).some(isSeen);
  };
  return rule.required.flatMap(namesOf).some(isSeen);
}

function sayRaised(raised: Raised, seen: number, rule: DiagnosisRule): Silence {
  if (raised.kind === 'unmet') {
    return absent(BECAUSE.unmet, { count: String(seen), held: raised.correlation });
  }
  const { detection, neededMs } = raised;
  const args = {
    count: String(detection.count),
    span: spanText(detection.to - detection.from),
    needed: spanText(neededMs),
  };
  if (raised.kind === 'brief') return absent(BECAUSE.brief, args);
  return { ...open(BECAUSE.cut, args, collectOf(rule)), isOpen: true };
}

function sayTooShort(
  { spanMs, context }: DiagnoseInput,
  neededMs: number,
  rule: DiagnosisRule,
): Silence {
  if (spanMs === 0 && context.untimed.size > 0) return open(BECAUSE.noTimes, {}, collectOf(rule));
  const args = { span: spanText(spanMs), needed: spanText(neededMs) };
  return open(BECAUSE.tooShort, args, collectOf(rule));
}
