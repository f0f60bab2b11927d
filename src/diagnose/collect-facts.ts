import type { TimedObservation } from '../model/observation.js';
import type { FactRule } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { createEdgeCollector } from './collect-edges.js';
import { createLossCollector } from './collect-losses.js';
import type { ClusterFacts, NodeFacts, Sighting, Start } from './facts.js';
import { productOfSignal, productOfUnit, roleOfUnit } from './products.js';

const MAX_STARTS = 200;
/** Nodes a signal is remembered for, one by one. */
const MAX_SIGHTINGS = 10_000;

/** Fed with every observation in time order; bounded. */
export interface FactCollector {
  /** `isInside`: it belongs to the time that was asked for; requests outside are not counted. */
  see(observation: TimedObservation, isInside?: boolean): void;
  facts(): ClusterFacts;
}

interface OpenNode {
  readonly addresses: Set<string>;
  readonly starts: Start[];
  readonly products: Set<string>;
  role: 'server' | 'agent' | undefined;
}

export function createFactCollector(rules: readonly FactRule[]): FactCollector {
  const edges = createEdgeCollector(rules);
  const sightings = createSightings();
  const losses = createLossCollector();
  const nodes = new Map<string, OpenNode>();
  let lastSubject: TimedObservation['subject'] | undefined;

  const nodeOf = (name: string): OpenNode => {
    const held = nodes.get(name);
    if (held) return held;
    const node: OpenNode = {
      addresses: new Set(),
      starts: [],
      products: new Set(),
      role: undefined,
    };
    nodes.set(name, node);
    return node;
  };
  const seeUnit = ({ subject }: TimedObservation): void => {
    lastSubject = subject;
    const product = subject.unit === undefined ? undefined : productOfUnit(subject.unit);
    const node = nodeOf(subject.node);
    if (product === undefined || subject.unit === undefined) return;
    node.products.add(product);
    node.role ??= roleOfUnit(subject.unit);
  };

  return {
    see(observation, isInside = true) {
      const { subject, fields } = observation;
      // A storm comes from one subject: it is looked at once.
      if (subject !== lastSubject) seeUnit(observation);
      sightings.see(observation);
      losses.see(observation);
      if (isInside) edges.see(observation);
      if (typeof fields.own_address === 'string') {
        nodeOf(subject.node).addresses.add(fields.own_address);
      }
      if (fields.product_version !== undefined) {
        addStart(nodeOf(subject.node).starts, startOf(observation));
      }
    },
    facts: () => ({
      nodes: new Map(
        [...nodes].map(([name, { role, ...node }]): [string, NodeFacts] => [
          name,
          { name, ...node, ...(role ? { role } : {}) },
        ]),
      ),
      edges: edges.list(),
      signals: sightings.bySignal(),
      losses: losses.losses,
    }),
  };
}

/** Repeats of what was started before say nothing new; of too many changes the last ones stay. */
function addStart(starts: Start[], start: Start): void {
  const before = starts.findLast(({ product }) => product === start.product);
  const isRepeat =
    before?.version === start.version &&
    (start.role === undefined || before.role === undefined || before.role === start.role);
  if (!isRepeat) {
    if (starts.push(start) > MAX_STARTS) starts.shift();
  } else if (before.role === undefined) {
    starts[starts.indexOf(before)] = { ...start, at: before.at };
  }
}

function startOf({ signal, subject, fields, at }: TimedObservation): Start {
  const product = productOfSignal(signal);
  const role = roleOf(signal, fields.role, subject.unit);
  return { at, product, version: String(fields.product_version), ...(role ? { role } : {}) };
}

/** `Starting k3s agent v…` tells it, or the unit; lines of k0s, Spegel and the kubelet do not. */
function roleOf(signal: string, said: unknown, unit: string | undefined): Start['role'] {
  if (said === 'agent' || said === 'server') return said;
  const byUnit = unit === undefined ? undefined : roleOfUnit(unit);
  if (byUnit !== undefined || !/^(?:k3s|rke2)_(?:\w+_)?started$/.test(signal)) return byUnit;
  return signal.includes('_agent') ? 'agent' : 'server';
}

interface OpenSighting {
  readonly node: string;
  readonly from: EpochMs;
  to: EpochMs;
}

function createSightings() {
  const signals = new Map<string, Map<string, OpenSighting>>();
  let lastSignal: string | undefined;
  let last: OpenSighting | undefined;

  const find = (signal: string, node: string, at: EpochMs): OpenSighting => {
    const ofSignal = signals.get(signal) ?? new Map<string, OpenSighting>();
    signals.set(signal, ofSignal);
    const sighting = ofSignal.get(node) ?? { node, from: at, to: at };
    if (ofSignal.size < MAX_SIGHTINGS) ofSignal.set(node, sighting);
    return sighting;
  };

  return {
    see({ signal, subject: { node }, at }: TimedObservation): void {
      if (last?.node !== node || lastSignal !== signal) last = find(signal, node, at);
      lastSignal = signal;
      last.to = at;
    },
    bySignal: (): ReadonlyMap<string, readonly Sighting[]> =>
      new Map([...signals].map(([signal, ofSignal]) => [signal, [...ofSignal.values()]])),
  };
}
