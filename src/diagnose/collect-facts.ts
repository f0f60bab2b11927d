import type { Shape, Subject, TimedObservation } from '../model/observation.js';
import { askShape, type Described, hasField } from '../model/per-shape.js';
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
  /**
   * Takes in observations of one shape. `isInside`: it belongs to the time that was asked for; requests outside are not
   * counted.
   */
  seerOf(shape: Shape): (observation: TimedObservation, isInside: boolean) => void;
  facts(): ClusterFacts;
}

interface OpenNode {
  readonly addresses: Set<string>;
  held?: Set<string>;
  readonly starts: Start[];
  readonly products: Set<string>;
  role: 'server' | 'agent' | undefined;
}

export function createFactCollector(rules: readonly FactRule[]): FactCollector {
  const edges = createEdgeCollector(rules);
  const sightings = createSightings();
  const losses = createLossCollector();
  const nodes = new Map<string, OpenNode>();

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
  /** What all observations of a shape tell alike is taken in at once. */
  const seerOf: FactCollector['seerOf'] = (shape) => {
    const { subject, fields } = shape;
    const node = nodeOf(subject.node);
    seeUnit(node, subject);
    if (typeof fields.own_address === 'string') node.addresses.add(fields.own_address);
    if (typeof fields.held_address === 'string') {
      node.held = (node.held ?? new Set()).add(fields.held_address);
    }
    const toStart = hasField(shape, 'product_version')
      ? askShape(shape, ['product_version', 'role'], startOf)
      : undefined;
    const sighting = sightings.of(shape.signal, subject.node);
    const seeLoss = losses.seerOf(shape);
    let seeEdge: ReturnType<typeof edges.seerOf> | undefined;
    return (observation, isInside) => {
      const { at } = observation;
      sighting(at);
      seeLoss(observation);
      if (toStart) addStart(node.starts, toStart(observation), at);
      if (!isInside) return;
      seeEdge ??= edges.seerOf(shape);
      seeEdge(observation);
    };
  };

  return {
    seerOf,
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

function seeUnit(node: OpenNode, { unit }: Subject): void {
  const product = unit === undefined ? undefined : productOfUnit(unit);
  if (product === undefined || unit === undefined) return;
  node.products.add(product);
  node.role ??= roleOfUnit(unit);
}

type Started = Omit<Start, 'at'>;

/** Repeats of what was started before say nothing new; of too many changes the last ones stay. */
function addStart(starts: Start[], start: Started, at: EpochMs): void {
  const before = starts.findLast(({ product }) => product === start.product);
  const isRepeat =
    before?.version === start.version &&
    (start.role === undefined || before.role === undefined || before.role === start.role);
  if (!isRepeat) {
    if (starts.push({ at, ...start }) > MAX_STARTS) starts.shift();
  } else if (before.role === undefined && start.role !== undefined) {
    starts[starts.indexOf(before)] = { ...before, role: start.role };
  }
}

function startOf({ signal, subject, fields }: Described): Started {
  const product = productOfSignal(signal);
  const role = roleOf(signal, fields.role, subject.unit);
  return { product, version: String(fields.product_version), ...(role ? { role } : {}) };
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

  const find = (signal: string, node: string, at: EpochMs): OpenSighting => {
    const ofSignal = signals.get(signal) ?? new Map<string, OpenSighting>();
    signals.set(signal, ofSignal);
    const sighting = ofSignal.get(node) ?? { node, from: at, to: at };
    if (ofSignal.size < MAX_SIGHTINGS) ofSignal.set(node, sighting);
    return sighting;
  };

  return {
    of(signal: string, node: string): (at: EpochMs) => void {
      let sighting: OpenSighting | undefined;
      return (at) => {
        sighting ??= find(signal, node, at);
        sighting.to = at;
      };
    },
    bySignal: (): ReadonlyMap<string, readonly Sighting[]> =>
      new Map([...signals].map(([signal, ofSignal]) => [signal, [...ofSignal.values()]])),
  };
}
