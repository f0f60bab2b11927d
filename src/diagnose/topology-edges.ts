import type { FactPlace } from '../model/fact.js';
import { type Citation, compareCitations } from '../model/observation.js';
import type { Finding } from '../model/report.js';
import type { Rulebook } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import type { TopologyEdge } from '../model/topology.js';
import { PAUSE_MS } from './collect-edges.js';
import type { FindCitations } from './evidence.js';
import type { ClusterFacts, Edge } from './facts.js';
import { round } from './rate.js';
import {
  type EdgeFilter,
  type GraphEdge,
  graphQuery,
  perMinuteOf,
  requestGraph,
  stepsOf,
} from './topology.js';
import { leavesOf, namesOf } from './tree.js';

/** Edges and lines of each that a report shows. */
const MAX_EDGES = 100;
const MAX_CITATIONS = 3;

interface Interval {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The finding with the edges of its cycles, and with a line of each among its evidence. */
export function withTopology(
  finding: Finding,
  rulebook: Rulebook,
  facts: ClusterFacts,
  find: FindCitations,
): Finding {
  if (finding.cycles.length === 0) return finding;
  const edges = describeEdges(finding, facts, filtersOf(finding.id, rulebook), find);
  return { ...finding, edges, evidence: withEdgeLines(finding.evidence, edges) };
}

/** What the `graph_cycle` facts of a diagnosis take for an edge. */
function filtersOf(id: string, { diagnoses, facts }: Rulebook): readonly EdgeFilter[] {
  const rule = diagnoses.find((diagnosis) => diagnosis.id === id);
  const names = [rule?.required, rule?.supporting, rule?.mechanism].flatMap((some = []) =>
    some.flatMap(namesOf),
  );
  return facts
    .filter(({ name }) => names.includes(name))
    .flatMap(({ when }) => leavesOf(when))
    .flatMap((leaf) => ('operator' in leaf ? [graphQuery(leaf)] : []));
}

/** The requests that make up the cycles of a finding, in its time, by name; with the lines that show them. */
function describeEdges(
  { cycles, from, to }: Pick<Finding, 'cycles' | 'from' | 'to'>,
  facts: ClusterFacts,
  filters: readonly EdgeFilter[],
  find: FindCitations,
): readonly TopologyEdge[] {
  const wanted = new Set(cycles.flatMap(stepsOf).map(([a, b]) => `${a}\u0001${b}`));
  const during = from === undefined || to === undefined ? undefined : { from, to };
  const edges = new Map<string, TopologyEdge>();
  for (const filter of filters) {
    for (const edge of requestGraph(facts, filter).edges) {
      const key = `${edge.from}\u0001${edge.to}`;
      if (wanted.has(key) && !edges.has(key)) edges.set(key, describeEdge(edge, during, find));
    }
  }
  return [...edges.values()].sort(byName).slice(0, MAX_EDGES);
}

const byName = (a: TopologyEdge, b: TopologyEdge): number =>
  a.from < b.from ? -1 : a.from > b.from ? 1 : a.to < b.to ? -1 : Number(a.to > b.to);

function describeEdge(
  { from, to, seen, isConfigured, places }: GraphEdge,
  during: Interval | undefined,
  find: FindCitations,
): TopologyEdge {
  const inside = seen.map((edge) => cutTo(edge, during));
  const rates = inside.map(perMinuteOf).filter((rate) => rate !== undefined);
  const lines = inside.flatMap((edge) => linesOf(edge, during, find));
  const settings = places.flatMap((place) => citePlace(place, from));
  return {
    from,
    to,
    count: inside.reduce((sum, { count }) => sum + count, 0),
    ...(rates.length > 0 ? { perMinute: round(Math.max(...rates)) } : {}),
    ...(isConfigured ? { configured: true } : {}),
    evidence: [...lines, ...settings.slice(0, 1)].sort(compareCitations),
  };
}

/** Only the spells that belong to the interval. */
function cutTo(edge: Edge, during: Interval | undefined): Edge {
  if (!during || !edge.spells || edge.spells.length === 0) return edge;
  const spells = edge.spells.filter(
    (spell) => spell.from <= during.to + PAUSE_MS && during.from <= spell.to + PAUSE_MS,
  );
  return { ...edge, spells, count: spells.reduce((sum, { count }) => sum + count, 0) };
}

/** First, middle and last of the kept lines that show the edge. */
function linesOf(
  { signal, peer, node }: Edge,
  during: Interval | undefined,
  find: FindCitations,
): readonly Citation[] {
  const quotes = find(signal, ({ observation: { subject, fields, at } }) => {
    if (subject.node !== node || !Object.values(fields).includes(peer)) return false;
    return !during || at === undefined || (at >= during.from && at <= during.to);
  });
  const last = quotes.length - 1;
  const picked = new Set([0, Math.floor(last / 2), last].slice(0, MAX_CITATIONS));
  return [...picked].flatMap((at) => quotes[at]?.citation ?? []);
}

/** A setting can be cited where its line was hashed. */
const citePlace = ({ source, line, sha256, text }: FactPlace, node: string): readonly Citation[] =>
  sha256 === undefined ? [] : [{ source, line, sha256, text, node }];

/** The evidence with a line of every edge that the finding names. */
function withEdgeLines(
  evidence: readonly Citation[],
  edges: readonly TopologyEdge[],
): readonly Citation[] {
  const known = new Set(evidence.map(keyOf));
  const missing = edges.flatMap((edge) => {
    if (edge.evidence.some((one) => known.has(keyOf(one)))) return [];
    const [first] = edge.evidence;
    return first ? [first] : [];
  });
  return missing.length === 0 ? evidence : [...evidence, ...missing].sort(compareCitations);
}

const keyOf = ({ source, line }: Citation): string => `${source}:${line}`;
