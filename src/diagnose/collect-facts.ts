import type { TimedObservation } from '../model/observation.js';
import type { FactExpression, FactRule } from '../model/rule.js';
import type { ClusterFacts, Edge, Loss, NodeFacts, Start } from './facts.js';

const MAX_EDGES = 20_000;
const MAX_STARTS = 200;
const MAX_LOSSES = 10_000;

/** Fed with every observation in time order; bounded. */
export interface FactCollector {
  see(observation: TimedObservation): void;
  facts(): ClusterFacts;
}

interface OpenNode {
  readonly addresses: Set<string>;
  readonly starts: Start[];
}

export function createFactCollector(rules: readonly FactRule[]): FactCollector {
  const edgeFields = graphFields(rules);
  const nodes = new Map<string, OpenNode>();
  const edges = new Map<string, { edge: Omit<Edge, 'count'>; count: number }>();
  let lastEdge: { edge: Omit<Edge, 'count'>; count: number } | undefined;
  const signals = new Set<string>();
  const losses: Loss[] = [];

  const nodeOf = (name: string): OpenNode => {
    const held = nodes.get(name);
    if (held) return held;
    const node: OpenNode = { addresses: new Set(), starts: [] };
    nodes.set(name, node);
    return node;
  };

  const seeEdge = (observation: TimedObservation, field: string): void => {
    const peer = observation.fields[field];
    if (peer === undefined) return;
    const { signal, weight = 1 } = observation;
    const { node } = observation.subject;
    // A storm repeats one edge: no key has to be built for it.
    const { edge } = lastEdge ?? {};
    if (edge?.peer !== peer || edge.node !== node || edge.signal !== signal) {
      const key = `${signal}\u0001${peer}\u0001${node}`;
      lastEdge = edges.get(key) ?? { edge: { signal, peer: String(peer), node }, count: 0 };
      if (edges.size < MAX_EDGES) edges.set(key, lastEdge);
    }
    if (lastEdge) lastEdge.count += weight;
  };

  return {
    see(observation) {
      const { signal, subject, fields, at } = observation;
      signals.add(signal);
      const node = nodeOf(subject.node);
      if (typeof fields.own_address === 'string') node.addresses.add(fields.own_address);
      if (fields.product_version !== undefined && node.starts.length < MAX_STARTS) {
        node.starts.push({ at, version: String(fields.product_version), ...productOf(signal) });
      }
      if (signal === 'journald_suppressed' && losses.length < MAX_LOSSES) {
        losses.push({ node: subject.node, at, count: Number(fields.n ?? 1) });
      }
      const field = edgeFields.get(signal);
      if (field !== undefined) seeEdge(observation, field);
    },
    facts: () => ({
      nodes: new Map(
        [...nodes].map(([name, node]): [string, NodeFacts] => [name, { name, ...node }]),
      ),
      edges: [...edges.values()].map(({ edge, count }) => ({ ...edge, count })),
      signals,
      losses,
    }),
  };
}

/** `k3s_agent_started` tells product and role; k0s and Spegel lines tell no role. */
function productOf(signal: string): Pick<Start, 'product' | 'role'> {
  const product = signal.slice(0, signal.indexOf('_'));
  if (product !== 'k3s' && product !== 'rke2') return { product };
  return { product, role: signal.includes('_agent') ? 'agent' : 'server' };
}

/** Signal and field of every `graph_cycle` operator in the rules. */
function graphFields(rules: readonly FactRule[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const walk = (expression: FactExpression): void => {
    if ('any' in expression) expression.any.forEach(walk);
    else if ('all' in expression) expression.all.forEach(walk);
    else if ('not' in expression) walk(expression.not);
    else if ('operator' in expression && expression.operator === 'graph_cycle') {
      fields.set(String(expression.args.signal), String(expression.args.field));
    }
  };
  for (const rule of rules) walk(rule.when);
  return fields;
}
