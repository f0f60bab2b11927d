import { maskSecrets } from './bundle/config/secrets.js';
import type { FindCitations } from './diagnose/evidence.js';
import { DISTRIBUTIONS, productOfSignal } from './diagnose/products.js';
import type {
  Environment,
  EnvironmentNode,
  FactPlace,
  NodeConflict,
  NodeEvidence,
  NodeProperty,
  SettingConflict,
} from './model/fact.js';
import type { Quote } from './model/observation.js';
import type { NodeInfo } from './model/report.js';
import { runningConflicts } from './running-settings.js';

/** Lines shown for one property, and for one address, of a node. */
const MAX_EVIDENCE = 2;
const MAX_PLACES = 8;
/** Settings shown of one node: a bundle of another machine would contradict in all of them. */
const MAX_SETTINGS = 20;
const PROPERTIES: readonly NodeProperty[] = ['product', 'version', 'role'];

/** What one source says of a node. */
interface Said {
  readonly value: string;
  readonly place: FactPlace;
}
type Start = Readonly<Partial<Record<NodeProperty, Said>>> & {
  /** Absent: the line has no time. */
  readonly at?: number;
};

export interface NodeSources {
  /** Signals that carry the version of a product, which begins their name. */
  readonly startSignals: readonly string[];
  readonly find: FindCitations;
  readonly environment: Environment;
}

/** Adds to each node the lines that say what it is, and what sources do not agree on. */
export function withNodeEvidence(
  nodes: readonly NodeInfo[],
  { startSignals, find, environment }: NodeSources,
): readonly NodeInfo[] {
  const starts = lastStarts(startSignals, find);
  const told = new Map(environment.nodes.map((node) => [node.name, node]));
  const settings = settingConflicts(environment.conflicts ?? []);
  return nodes.map((node): NodeInfo => {
    const [start = {}, known] = [starts.get(node.name), told.get(node.name)];
    const evidence = PROPERTIES.flatMap((field) => evidenceOf(field, node, start, known));
    const conflicts = [
      ...PROPERTIES.flatMap((field) => conflictOf(field, start, known)),
      ...(known?.conflicts ?? []).filter(({ field }) => field === 'address').map(bounded),
      ...(settings.get(node.name) ?? []),
      ...runningConflicts(node.name, start.at ?? Number.NEGATIVE_INFINITY, { find, environment }),
    ];
    return {
      ...node,
      ...(evidence.length > 0 ? { evidence } : {}),
      ...(conflicts.length > 0 ? { conflicts } : {}),
    };
  });
}

/** The last start of a distribution that each node's own log shows. */
function lastStarts(signals: readonly string[], find: FindCitations): ReadonlyMap<string, Start> {
  const isStart = ({ observation: { fields } }: Quote): boolean =>
    fields.product_version !== undefined;
  const quotes = signals
    .filter((signal) => DISTRIBUTIONS.includes(productOfSignal(signal)))
    .flatMap((signal) => find(signal, isStart))
    .sort((a, b) => (a.citation.time ?? 0) - (b.citation.time ?? 0));
  const starts = new Map<string, Start>();
  for (const { citation, observation } of quotes) {
    const { signal, subject, fields } = observation;
    const { source, line, text } = citation;
    const place = { source, line, text: maskSecrets(text) };
    const role = roleOf(signal);
    starts.set(subject.node, {
      product: { value: productOfSignal(signal), place },
      version: { value: String(fields.product_version), place },
      ...(role === undefined ? {} : { role: { value: role, place } }),
      ...(citation.time === undefined ? {} : { at: citation.time }),
    });
  }
  return starts;
}

function roleOf(signal: string): string | undefined {
  if (/_agent_started$/.test(signal)) return 'agent';
  return /^(?:k3s|rke2)_started$/.test(signal) ? 'server' : undefined;
}

function evidenceOf(
  field: NodeProperty,
  node: NodeInfo,
  start: Start,
  known: EnvironmentNode | undefined,
): readonly NodeEvidence[] {
  const value = node[field];
  if (value === undefined) return [];
  const said = start[field];
  const own = said && isSame(said.value, value) ? [{ field, value, ...said.place }] : [];
  const others = (known?.evidence ?? []).filter(
    (one) => one.field === field && isSame(one.value, value),
  );
  return [...own, ...others].slice(0, MAX_EVIDENCE);
}

/** What the node's own log says runs goes before what its disk and other bundles say. */
function conflictOf(
  field: NodeProperty,
  start: Start,
  known: EnvironmentNode | undefined,
): readonly NodeConflict[] {
  const told = known?.conflicts.find((conflict) => conflict.field === field);
  const first = known?.evidence.find((one) => one.field === field);
  const files = told
    ? told.values.map((value, index) => ({ value, place: told.evidence[index] }))
    : first
      ? [{ value: first.value, place: placeOf(first) }]
      : [];
  const all = [...(start[field] ? [start[field]] : []), ...files];
  const different = all.filter(
    ({ value }, index) => !all.slice(0, index).some((other) => isSame(other.value, value)),
  );
  if (different.length < 2) return [];
  const values = different.map(({ value }) => value);
  return [{ field, values, evidence: different.flatMap(({ place }) => place ?? []) }];
}

const placeOf = ({ source, line, text }: FactPlace): FactPlace => ({ source, line, text });

/** Kubernetes cuts `v1.33.3+k0s.0` to `v1.33.3+k0s`. */
const isSame = (a: string, b: string): boolean => a === b || isCutOf(a, b) || isCutOf(b, a);
const isCutOf = (short: string, long: string): boolean =>
  short.endsWith('+k0s') && long.startsWith(`${short}.`);

const bounded = (conflict: NodeConflict): NodeConflict => ({
  ...conflict,
  evidence: conflict.evidence.slice(0, MAX_PLACES),
});

function settingConflicts(
  all: readonly SettingConflict[],
): ReadonlyMap<string, readonly NodeConflict[]> {
  const byNode = new Map<string, NodeConflict[]>();
  for (const conflict of all) {
    const held = byNode.get(conflict.node);
    if (held === undefined) byNode.set(conflict.node, [settingConflict(conflict)]);
    else if (held.length < MAX_SETTINGS) held.push(settingConflict(conflict));
  }
  return byNode;
}

/** The value in force stands last in the configuration, first in the report. */
function settingConflict({ key, sides }: SettingConflict): NodeConflict {
  const shown = [...sides].reverse();
  return {
    field: 'setting',
    setting: key,
    values: shown.map(({ value }) => [value].flat().join(', ')),
    evidence: shown.map(({ place }) => place),
  };
}
