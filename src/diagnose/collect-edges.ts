import type { Shape, TimedObservation } from '../model/observation.js';
import { askShape, hasField } from '../model/per-shape.js';
import type { FactRule } from '../model/rule.js';
import type { Edge, Spell } from './facts.js';
import { leavesOf } from './tree.js';

const MAX_EDGES = 20_000;
/** Spells kept of one edge: the largest. */
const MAX_SPELLS = 16;
/** Longer ones are pauses: journald dropped what came in between, for example. */
const MAX_PACE_MS = 10_000;
/** What pauses longer is another spell: longer than the 30 s for which journald may be silent, shorter than two restarts. */
export const PAUSE_MS = 60_000;

interface OpenEdge {
  readonly edge: Omit<Edge, 'count' | 'spells'>;
  count: number;
  readonly spells: OpenSpell[];
}

interface OpenSpell {
  readonly from: number;
  to: number;
  count: number;
  /** Time without pauses, and the requests in it. */
  activeMs: number;
  activeCount: number;
}

/** Fed in time order; bounded. */
export interface EdgeCollector {
  /** Takes in observations of one shape. */
  seerOf(shape: Shape): (observation: TimedObservation) => void;
  list(): readonly Edge[];
}

/** Requests between nodes, for the signals and fields that operators of facts name. */
export function createEdgeCollector(rules: readonly FactRule[]): EdgeCollector {
  const fields = fieldsOf(rules);
  const edges = new Map<string, OpenEdge>();
  const find = (signal: string, peer: string, node: string): OpenEdge => {
    const key = `${signal}\u0001${peer}\u0001${node}`;
    const held = edges.get(key);
    if (held) return held;
    const open: OpenEdge = { edge: { signal, peer, node }, count: 0, spells: [] };
    if (edges.size < MAX_EDGES) edges.set(key, open);
    return open;
  };

  return {
    seerOf(shape) {
      const field = fields.get(shape.signal);
      if (field === undefined || !hasField(shape, field)) return () => undefined;
      const edgeOf = askShape(shape, [field], ({ signal, subject, fields: values }) =>
        find(signal, String(values[field]), subject.node),
      );
      return (observation) => {
        const { at, weight = 1 } = observation;
        const edge = edgeOf(observation);
        edge.count += weight;
        // Times before 1970 are made up.
        if (at >= 0) addToSpells(edge.spells, at, weight);
      };
    },
    list: () =>
      [...edges.values()].map(({ edge, count, spells }) => ({
        ...edge,
        count,
        ...(spells.length > 0 ? { spells: spells.map(toSpell) } : {}),
      })),
  };
}

function fieldsOf(rules: readonly FactRule[]): ReadonlyMap<string, string> {
  const operators = rules
    .flatMap(({ when }) => leavesOf(when))
    .flatMap((leaf) => ('operator' in leaf ? [leaf.args] : []));
  return new Map(operators.map(({ signal, field }) => [String(signal), String(field)]));
}

/** The last spell goes on, or a new one begins; the smallest of the finished ones makes room. */
function addToSpells(spells: OpenSpell[], at: number, weight: number): void {
  const open = spells.at(-1);
  if (open && at <= open.to + PAUSE_MS) {
    const gapMs = Math.max(0, at - open.to);
    if (gapMs <= MAX_PACE_MS) {
      open.activeMs += gapMs;
      open.activeCount += weight;
    }
    open.to = Math.max(open.to, at);
    open.count += weight;
    return;
  }
  spells.push({ from: at, to: at, count: weight, activeMs: 0, activeCount: 0 });
  if (spells.length <= MAX_SPELLS) return;
  const finished = spells.slice(0, -1);
  const least = finished.reduce((a, b) => (b.count < a.count ? b : a));
  spells.splice(spells.indexOf(least), 1);
}

const toSpell = ({ from, to, count, activeMs, activeCount }: OpenSpell): Spell => ({
  from,
  to,
  count,
  ...(activeMs > 0 ? { paceMs: activeMs / activeCount } : {}),
});
