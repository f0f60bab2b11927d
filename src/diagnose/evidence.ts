import type { Detection } from '../model/detection.js';
import { effectFields } from '../model/effect.js';
import {
  type Citation,
  compareCitations,
  type Quote,
  readObservation,
} from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import { testValue } from '../rulebook/match.js';
import type { Scope } from './scope.js';

/** The kept lines of a signal, in time order. */
export type FindCitations = (signal: string, filter: (quote: Quote) => boolean) => readonly Quote[];

type Correlations = ReadonlyMap<string, CorrelationRule>;

/** The signals a correlation looks at, through the correlations that feed it. */
export function signalsOf(name: string, correlations: Correlations): readonly string[] {
  const rule = correlations.get(name);
  if (!rule) return [name];
  return [...new Set(rule.signals.flatMap((signal) => signalsOf(signal, correlations)))];
}

/**
 * Lines that carry the detections, the busiest first: only such that the correlation measured, with its
 * filter, group, nodes and time. Of each signal those of which the detection says that they carry it come
 * first, then the ones with the largest effect, else some spread over the interval. Where none of the busiest
 * has a line left, those of the next one that has.
 */
export function pickEvidence(
  detections: readonly Detection[],
  correlations: Correlations,
  find: FindCitations,
  most: number,
): readonly Citation[] {
  const busiest = [...detections].sort((a, b) => b.count - a.count || a.from - b.from);
  const linesOf = (detection: Detection): readonly Quote[] => {
    const bySignal = leavesOf(detection.correlation, correlations).map((leaf) =>
      rank(find(leaf.signal, createProof(leaf, detection)), leaf, detection, most),
    );
    return takeTurns(bySignal, most);
  };
  const groups = busiest.slice(0, most).map(linesOf);
  const picked = takeTurns(groups, most);
  return (picked.length > 0 ? picked : firstOf(busiest.slice(most), linesOf))
    .map(({ citation }) => citation)
    .sort(compareCitations);
}

/** What the first that has any gives. */
function firstOf(
  detections: readonly Detection[],
  linesOf: (detection: Detection) => readonly Quote[],
): readonly Quote[] {
  for (const detection of detections) {
    const lines = linesOf(detection);
    if (lines.length > 0) return lines;
  }
  return [];
}

/** Lines of signals that were seen at these places, some of each. */
export function pickSightings(
  signals: readonly string[],
  places: readonly Scope[],
  find: FindCitations,
  most: number,
): readonly Citation[] {
  const isThere = ({ observation: { at, subject } }: Quote): boolean =>
    places.some(
      ({ nodes, from, to }) =>
        nodes.includes(subject.node) && (at === undefined || (at >= from && at <= to)),
    );
  const bySignal = signals.map((signal) => spread(find(signal, isThere), most));
  return takeTurns(bySignal, most)
    .map(({ citation }) => citation)
    .sort(compareCitations);
}

/** A signal under a correlation, with the correlation that looks at it. */
interface Leaf {
  readonly signal: string;
  readonly rule: CorrelationRule | undefined;
  /** Observations may lie so far before the detection: in windows of the correlations between. */
  readonly reachMs: number;
}

function leavesOf(name: string, correlations: Correlations, reachMs = 0): readonly Leaf[] {
  const rule = correlations.get(name);
  if (!rule) return [];
  return rule.signals.flatMap((signal): readonly Leaf[] => {
    const feeder = correlations.get(signal);
    if (!feeder) return [{ signal, rule, reachMs }];
    return leavesOf(signal, correlations, reachMs + feeder.windowMs + feeder.minDurationMs);
  });
}

/** Whether the correlation saw the line, and as part of this detection. */
function createProof({ signal, rule, reachMs }: Leaf, detection: Detection) {
  const nodes = new Set(detection.nodes);
  const tests = rule && Object.hasOwn(rule.filter, signal) ? (rule.filter[signal] ?? []) : [];
  const isDirect = rule?.name === detection.correlation;
  return ({ observation }: Quote): boolean => {
    const { at, subject } = observation;
    if (at !== undefined && (at < detection.from - reachMs || at > detection.to)) return false;
    if (!nodes.has(subject.node)) return false;
    const read = (name: string) => readObservation(observation, name);
    if (!tests.every((test) => testValue(test, read(test.field)))) return false;
    return Object.entries(detection.group).every(([name, value]) => {
      const own = read(name);
      // A correlation in between may group by what its own detections say.
      return own === value || (!isDirect && own === undefined);
    });
  };
}

function rank(
  quotes: readonly Quote[],
  { signal, rule }: Leaf,
  detection: Detection,
  most: number,
): readonly Quote[] {
  const { subjects, lines } = detection;
  const samples = new Set(lines.map((line, no) => `${subjects[no]?.source}:${line}`));
  const sampled = quotes.filter(({ citation }) => samples.has(keyOf(citation)));
  const field = rule && effectFields(rule, signal)[0];
  if (field === undefined) return [...new Set([...sampled, ...spread(quotes, most)])];
  const effect = ({ observation }: Quote): number => Number(observation.fields[field] ?? 0);
  const strongest = [...quotes].sort((a, b) => effect(b) - effect(a)).slice(0, most);
  // The ends of an interval are samples too, and may be small: a percentile shows in its largest values.
  const order =
    rule?.type === 'value_percentile' ? [...strongest, ...sampled] : [...sampled, ...strongest];
  return [...new Set(order)];
}

const keyOf = ({ source, line }: Citation): string => `${source}:${line}`;

/** First, last, and evenly spaced ones between. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => {
    const index = Math.round((i * (items.length - 1)) / Math.max(1, most - 1));
    return items[index];
  }).filter((item) => item !== undefined);
}

/** Every list gives one before any gives its second; each line once. */
function takeTurns(lists: readonly (readonly Quote[])[], most: number): readonly Quote[] {
  const picked = new Map<string, Quote>();
  const rounds = Math.max(0, ...lists.map((list) => list.length));
  for (let round = 0; round < rounds; round += 1) {
    for (const list of lists) {
      const quote = list[round];
      if (quote && picked.size < most) picked.set(keyOf(quote.citation), quote);
    }
  }
  return [...picked.values()];
}
