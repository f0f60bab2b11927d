import type { Detection } from '../model/detection.js';
import type {
  CorrelationRule,
  FactExpression,
  FactRule,
  Requirement,
  Rulebook,
} from '../model/rule.js';
import type { ClusterFacts } from './facts.js';
import { requestCycles, requestGraph } from './topology.js';
import { inRange, parseVersion } from './version.js';

/** True, false, or `undefined` where the input cannot tell. */
export type Known = boolean | undefined;

/** Requests an edge of a cycle must carry where the rule names no number. */
const MIN_EDGE_COUNT = 30;

/** What the diagnoses are weighed against: detections and facts, answered by name. */
export interface Case {
  readonly facts: ClusterFacts;
  readonly detections: ReadonlyMap<string, readonly Detection[]>;
  readonly correlations: ReadonlyMap<string, CorrelationRule>;
  holds(requirement: Requirement): Known;
  /** Correlations that carry the requirement where it holds. */
  held(requirement: Requirement): readonly string[];
  /** Cycles of the `graph_cycle` facts that the requirements name, in request order. */
  cyclesOf(requirements: readonly Requirement[]): readonly (readonly string[])[];
}

export function createCase(
  rulebook: Rulebook,
  facts: ClusterFacts,
  found: readonly Detection[],
): Case {
  const correlations = new Map(rulebook.correlations.map((rule) => [rule.name, rule]));
  const factRules = new Map(rulebook.facts.map((rule) => [rule.name, rule]));
  const detections = new Map<string, Detection[]>();
  for (const detection of found) {
    const list = detections.get(detection.correlation);
    if (list) list.push(detection);
    else detections.set(detection.correlation, [detection]);
  }

  const byName = (name: string): Known => {
    if (correlations.has(name)) return (detections.get(name)?.length ?? 0) > 0;
    const fact = factRules.get(name);
    return fact ? evaluate(fact.when) : facts.signals.has(name);
  };
  const evaluate = (expression: FactExpression): Known => {
    if ('any' in expression) return any(expression.any.map(evaluate));
    if ('all' in expression) return all(expression.all.map(evaluate));
    if ('not' in expression) return not(evaluate(expression.not));
    if ('signal' in expression) return byName(expression.signal);
    if ('correlation' in expression) return byName(expression.correlation);
    if ('version' in expression) return versionHolds(facts, expression.version);
    if ('operator' in expression) return cyclesBy(expression.args, facts).length > 0;
    return undefined;
  };
  const holds = (requirement: Requirement): Known => {
    if (typeof requirement === 'string') return byName(requirement);
    if ('any' in requirement) return any(requirement.any.map(holds));
    if ('all' in requirement) return all(requirement.all.map(holds));
    return not(holds(requirement.not));
  };

  /** Branches of an `any` that do not hold carry nothing, whatever parts of them do. */
  const held = (requirement: Requirement): readonly string[] => {
    if (holds(requirement) !== true) return [];
    if (typeof requirement === 'string') return correlations.has(requirement) ? [requirement] : [];
    if ('any' in requirement) return requirement.any.flatMap(held);
    return 'all' in requirement ? requirement.all.flatMap(held) : [];
  };

  return {
    facts,
    detections,
    correlations,
    holds,
    held,
    cyclesOf: (requirements) => uniqueCycles(requirements.flatMap(namesOf), factRules, facts),
  };
}

/** All names of a requirement, those under `not` left out. */
export function namesOf(requirement: Requirement): readonly string[] {
  if (typeof requirement === 'string') return [requirement];
  if ('any' in requirement) return requirement.any.flatMap(namesOf);
  if ('all' in requirement) return requirement.all.flatMap(namesOf);
  return [];
}

const any = (values: readonly Known[]): Known =>
  values.includes(true) ? true : values.includes(undefined) ? undefined : false;
const all = (values: readonly Known[]): Known =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;
const not = (value: Known): Known => (value === undefined ? undefined : !value);

function versionHolds(
  facts: ClusterFacts,
  { product, range }: { readonly product: string; readonly range: string },
): Known {
  const starts = [...facts.nodes.values()].flatMap((node) => node.starts);
  const versions = starts.filter((start) => start.product === product);
  return any(
    versions.map(({ version }) => {
      const parsed = parseVersion(version);
      return parsed && inRange(parsed, range);
    }),
  );
}

type OperatorArgs = Readonly<Record<string, string | number | boolean>>;

function cyclesBy(args: OperatorArgs, facts: ClusterFacts): readonly (readonly string[])[] {
  const graph = requestGraph(facts, {
    signal: String(args.signal),
    minCount: Number(args.min_count ?? MIN_EDGE_COUNT),
  });
  return requestCycles(graph).filter(({ length }) => {
    if (args.length !== undefined) return length === Number(args.length);
    return length >= Number(args.min_length ?? 1);
  });
}

function uniqueCycles(
  names: readonly string[],
  factRules: ReadonlyMap<string, FactRule>,
  facts: ClusterFacts,
): readonly (readonly string[])[] {
  const cycles = names.flatMap((name) => {
    const when = factRules.get(name)?.when;
    return when && 'operator' in when ? cyclesBy(when.args, facts) : [];
  });
  return [...new Map(cycles.map((cycle) => [cycle.join('\u0001'), cycle])).values()];
}
