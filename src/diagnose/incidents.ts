import type { Detection } from '../model/detection.js';
import type { DiagnosisRule, Requirement } from '../model/rule.js';
import type { Case } from './case.js';
import { connect, type Place, type Reach } from './connect.js';
import type { DiagnoseInput } from './input.js';
import { type Scope, scopeOfDetection } from './scope.js';
import { createClusters } from './tied-clusters.js';
import { createTimeline } from './timeline.js';
import { createAskers } from './topology.js';
import { namesOf } from './tree.js';

/** Pauses of one incident: a storm that stops for half an hour and comes back is the same one. */
const MARGIN_MS = 30 * 60_000;
/** The same fault on other nodes within these minutes is one incident of the cluster. */
const AT_ONCE_MS = 5 * 60_000;
/** Incidents of one diagnosis; where there would be more, those nearest to each other are taken together. */
const MAX_INCIDENTS = 200;

/** One connected place and time at which a diagnosis holds. */
export interface Incident {
  /** Detections that carry it, in time order. */
  readonly carrying: readonly Detection[];
  /** Detections of the correlation that the rule names under `measure`, beside the carrying ones. */
  readonly measured: readonly Detection[];
  /** Where and when it shows; none: it follows from facts that have neither. */
  readonly places: readonly Place[];
  /** Only the circumstances speak for it, not what is required. */
  readonly circumstantial: boolean;
  /** Its times are made up, because its source has none. */
  readonly untimed: boolean;
}

/** A place of an incident, with the detection that shows it; a sighting has none. */
interface Shown extends Place {
  readonly detection?: Detection;
  readonly measures?: true;
}

/**
 * Every incident of a diagnosis on its own, earliest first. Where what is required does not hold, the
 * circumstances may: such a suspicion stands for itself unless a proven incident is near.
 */
export function findIncidents(
  rule: DiagnosisRule,
  input: DiagnoseInput,
  evidence: Case,
): readonly Incident[] {
  const proven = incidentsOf(rule, rule.required, input, evidence);
  const suspected = incidentsOf(rule, rule.circumstantial, input, evidence).map((one) => ({
    ...one,
    circumstantial: true,
  }));
  const near = createTimeline(proven.flatMap(({ places }) => places.map(scopeOf)));
  const isAlone = ({ places }: Incident): boolean =>
    proven.length === 0 || places.every((place) => !near.meets(scopeOf(place), MARGIN_MS));
  return [...proven, ...suspected.filter((one) => one.places.length > 0 || proven.length === 0)]
    .filter((one) => !one.circumstantial || isAlone(one))
    .sort((a, b) => startOf(a) - startOf(b) || (endsText(a) < endsText(b) ? -1 : 1));
}

const endsText = ({ places }: Incident): string => JSON.stringify(places.map(({ ends }) => ends));

const scopeOf = ({ ends, from, to }: Place): Scope => ({ nodes: ends, from, to });

/** Where and when something has to lie to prove the incident: at the nodes that ask, too. */
export const scopesOf = ({ places }: Incident): readonly Scope[] => places.map(scopeOf);
const startOf = ({ places: [first] }: Incident): number => first?.from ?? 0;

function incidentsOf(
  rule: DiagnosisRule,
  requirements: readonly Requirement[],
  input: DiagnoseInput,
  evidence: Case,
): readonly Incident[] {
  if (requirements.length === 0 || evidence.holds({ all: requirements }) !== true) return [];
  const shown = placesOf(rule, requirements, input, evidence);
  const { untimed } = input.context;
  const isUntimed = ({ detection }: Shown): boolean =>
    detection?.subjects.some(({ source }) => untimed.has(source)) ?? false;
  const outside = shown.filter(isUntimed);
  const timed = shown.filter((one) => !isUntimed(one));
  const groups = bounded(connect(timed, reachOf(shown, evidence)));
  const incidents = [
    ...groups.map((group) => toIncident(group, false)),
    ...(outside.length > 0 ? [toIncident(outside, true)] : []),
  ];
  return shown.length > 0 ? incidents : [toIncident([], false)];
}

function toIncident(shown: readonly Shown[], untimed: boolean): Incident {
  const detections = (measures: boolean): readonly Detection[] =>
    shown.flatMap((one) =>
      one.detection && (one.measures ?? false) === measures ? [one.detection] : [],
    );
  return {
    carrying: detections(false),
    measured: detections(true),
    places: shown.map(({ ends, from, to }) => ({ ends, from, to })),
    circumstantial: false,
    untimed,
  };
}

/** All places at which the requirements hold, and those of `measure` beside them. */
function placesOf(
  rule: DiagnosisRule,
  requirements: readonly Requirement[],
  { facts }: DiagnoseInput,
  evidence: Case,
): readonly Shown[] {
  const carrying = new Set(evidence.held({ all: requirements }));
  if (carrying.size === 0) return sightings(requirements, evidence);
  const beside = createTimeline([...carrying]);
  const windowMs = evidence.correlations.get(rule.measure ?? '')?.windowMs ?? 0;
  const measured = (evidence.detections.get(rule.measure ?? '') ?? []).filter(
    (one) => !carrying.has(one) && beside.meets(one, windowMs),
  );
  const cycles = evidence.cyclesOf([...rule.required, ...rule.supporting, ...rule.mechanism]);
  const askerOf = createAskers(facts);
  const clusterOf = createClusters(facts);
  const show = (detection: Detection): Shown => {
    const { nodes, from, to } = scopeOfDetection(detection, evidence.correlations);
    const clusters = new Set(nodes.flatMap((node) => clusterOf(node) ?? []));
    const [cluster] = clusters.size === 1 ? clusters : [];
    const of = cluster === undefined ? {} : { cluster };
    return { ...endsOf(nodes, detection, askerOf, cycles), ...of, from, to, detection };
  };
  return [
    ...[...carrying].map(show),
    ...measured.map((one): Shown => ({ ...show(one), measures: true })),
  ];
}

/** Its nodes and the nodes whose requests it is about. */
function endsOf(
  nodes: readonly string[],
  { group }: Detection,
  askerOf: ReturnType<typeof createAskers>,
  cycles: readonly (readonly string[])[],
): Pick<Place, 'ends' | 'cycle'> {
  const asking = Object.values(group).flatMap((value) =>
    nodes.flatMap((node) => askerOf({ peer: String(value), node }) ?? []),
  );
  const no = cycles.findIndex((cycle) => nodes.some((node) => cycle.includes(node)));
  return { ends: [...new Set([...nodes, ...asking])], ...(no === -1 ? {} : { cycle: String(no) }) };
}

/** Where signals that are required by their own name were seen: what shows a diagnosis without a correlation. */
const sightings = (requirements: readonly Requirement[], { facts }: Case): readonly Shown[] =>
  requirements
    .flatMap(namesOf)
    .flatMap((name) => facts.signals.get(name) ?? [])
    .map(({ node, from, to }) => ({ ends: [node], from, to }));

/** What a correlation looks at together is one incident, too. */
function reachOf(shown: readonly Shown[], { correlations }: Case): Reach {
  const windows = shown.map(
    ({ detection }) => correlations.get(detection?.correlation ?? '')?.windowMs ?? 0,
  );
  const marginMs = windows.reduce((most, windowMs) => Math.max(most, windowMs), MARGIN_MS);
  return { marginMs, atOnceMs: AT_ONCE_MS };
}

/** Of too many groups those nearest in time to each other become one; of equally near ones the earlier. */
function bounded(groups: readonly (readonly Shown[])[]): readonly (readonly Shown[])[] {
  if (groups.length <= MAX_INCIDENTS) return groups;
  const gaps = groups.slice(1).map((group, no) => ({
    no: no + 1,
    gapMs: (group[0]?.from ?? 0) - latestEnd(groups[no] ?? []),
  }));
  const first = new Set(
    [...gaps]
      .sort((a, b) => b.gapMs - a.gapMs || b.no - a.no)
      .slice(0, MAX_INCIDENTS - 1)
      .map(({ no }) => no),
  );
  const kept: Shown[][] = [];
  groups.forEach((group, no) => {
    if (no === 0 || first.has(no)) kept.push([...group]);
    else kept.at(-1)?.push(...group);
  });
  return kept;
}

const latestEnd = (group: readonly Shown[]): number =>
  group.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY);
