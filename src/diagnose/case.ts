import type { Detection } from '../model/detection.js';
import { groupBy } from '../model/group-by.js';
import type { CorrelationRule, FactExpression, Requirement, Rulebook } from '../model/rule.js';
import { chainsEnd, configuredRings } from './configured.js';
import { settingHolds } from './environment.js';
import type { ClusterFacts } from './facts.js';
import { createGraphFinder } from './graph-finder.js';
import { all, any, type Known, not } from './known.js';
import { hasPeerWithout } from './peer-without.js';
import { type Scope, scopeOfDetection, scopeOfNode, sharesNode } from './scope.js';
import { createTimeline, type Timeline } from './timeline.js';
import { type GraphQuery, graphQuery, PROOF_STEPS } from './topology.js';
import { type FactLeaf, fold, isAll, isAny, namesOf } from './tree.js';
import { inRange, parseVersion } from './version.js';
import { startsIn } from './versions.js';

/** What the diagnoses are weighed against: detections and facts, answered by name. */
export interface Case {
  readonly facts: ClusterFacts;
  readonly detections: ReadonlyMap<string, readonly Detection[]>;
  readonly correlations: ReadonlyMap<string, CorrelationRule>;
  /**
   * Correlations are events: the parts of an `all` count together where they share a node and a time (give or
   * take the correlation's window), and `not` excludes only there; what a correlation finds over the whole cluster
   * is on all of its nodes. Signals and facts speak for the whole input.
   */
  holds(requirement: Requirement): Known;
  /** The same at one place and time; without a scope, over all of the input. */
  holdsAt(requirement: Requirement, scope: Scope | undefined): Known;
  /**
   * Where the parts of an `all` are looked at together: where they hold, else where the input cannot tell, else where
   * most of them hold. `undefined`: nothing of it is an event, and each speaks for itself.
   */
  meetingOf(parts: readonly Requirement[]): Scope | undefined;
  /** The same for one node alone. */
  holdsOn(requirement: Requirement, node: string): Known;
  /** Detections that carry the requirement where it holds. */
  held(requirement: Requirement): readonly Detection[];
  /** It holds, and as more than a ring that settings close around the requests of a single log. */
  proves(requirement: Requirement): boolean;
  /** Cycles of the `graph_cycle` facts that the requirements name, in request order. */
  cyclesOf(requirements: readonly Requirement[]): readonly (readonly string[])[];
  /** The case as it stands if what these nodes alone show does not count. */
  without(nodes: ReadonlySet<string>): Case;
  /** The case as it stands at these places: events beside them, their cycles, the versions that ran there. */
  within(places: readonly Scope[]): Case;
}

/**
 * `place`: what is asked for without a scope of its own is asked for there. `whole`: all that was found, also where
 * the case is of one place; other nodes are looked at in it.
 */
export function createCase(
  rulebook: Rulebook,
  facts: ClusterFacts,
  found: readonly Detection[],
  place?: Scope,
  groupsBy = createGraphFinder(facts),
  whole: readonly Detection[] = found,
): Case {
  const correlations = new Map(rulebook.correlations.map((rule) => [rule.name, rule]));
  const factRules = new Map(rulebook.facts.map((rule) => [rule.name, rule]));
  const detections = groupBy(found, ({ correlation }) => correlation);

  const scopeOf = (detection: Detection): Scope => scopeOfDetection(detection, correlations);
  const timelines = new Map<string, Timeline>();
  const timelineOf = (name: string, list: readonly Detection[]): Timeline => {
    const timeline = timelines.get(name) ?? createTimeline(list.map(scopeOf));
    timelines.set(name, timeline);
    return timeline;
  };

  const detected = (name: string, scope: Scope | undefined): boolean => {
    const list = detections.get(name);
    if (!list || !scope) return list !== undefined;
    return timelineOf(name, list).meets(scope, correlations.get(name)?.windowMs ?? 0);
  };
  const seen = (signal: string, scope: Scope | undefined): boolean => {
    const sightings = facts.signals.get(signal);
    if (!sightings || !scope?.ownOnly) return sightings !== undefined;
    return sightings.some(({ node }) => scope.nodes.includes(node));
  };
  const graphHolds = (leaf: Operator, scope: Scope | undefined): boolean => {
    if (leaf.operator === 'configured_end') return chainsEnd(facts.environment, scope);
    const groups =
      leaf.operator === 'configured_ring'
        ? configuredRings(facts.environment)
        : groupsBy(graphQuery(leaf), scope);
    return groups.some((group) => !scope || sharesNode(group, scope.nodes));
  };
  const leafHolds = (leaf: FactLeaf, scope: Scope | undefined): Known => {
    if ('signal' in leaf) return byName(leaf.signal, scope);
    if ('correlation' in leaf) return byName(leaf.correlation, scope);
    if ('peerWithout' in leaf) return hasPeerWithout(leaf.peerWithout, facts, whole, scope);
    if ('version' in leaf) return versionHolds(facts, leaf.version, scope);
    if ('config' in leaf) return settingHolds(facts, leaf.config, ownNode(scope));
    if ('unitArgument' in leaf) {
      const key = leaf.unitArgument.replace(/^--/, '');
      return settingHolds(facts, { key, exists: true }, ownNode(scope));
    }
    if ('file' in leaf) return facts.environment?.has(leaf.file, ownNode(scope));
    return graphHolds(leaf, scope);
  };
  const evaluate = (when: FactExpression, scope: Scope | undefined): Known =>
    fold<FactLeaf, Known>(when, { leaf: (leaf) => leafHolds(leaf, scope), any, all, not });
  const byName = (name: string, asked: Scope | undefined): Known => {
    const scope = asked ?? place;
    if (correlations.has(name)) return detected(name, scope);
    const fact = factRules.get(name);
    return fact ? evaluate(fact.when, scope) : seen(name, scope);
  };
  const holdsIn = (requirement: Requirement, scope: Scope): Known =>
    fold<string, Known>(requirement, { leaf: (name) => byName(name, scope), any, all, not });

  const togetherAt = (parts: readonly Requirement[], scope: Scope): Known =>
    all(parts.map((part) => holdsIn(part, scope)));
  const holds = (requirement: Requirement): Known => {
    if (typeof requirement === 'string') return byName(requirement, undefined);
    if (isAny(requirement)) return any(requirement.any.map(holds));
    if (!isAll(requirement)) return not(holds(requirement.not));
    const anchors = requirement.all.flatMap(held);
    if (anchors.length === 0) return all(requirement.all.map(holds));
    return any(anchors.map((anchor) => togetherAt(requirement.all, scopeOf(anchor))));
  };
  /** Branches of an `any` that do not hold carry nothing, whatever parts of them do. */
  const held = (requirement: Requirement): readonly Detection[] => {
    if (typeof requirement === 'string') return detections.get(requirement) ?? [];
    if (isAny(requirement)) return [...new Set(requirement.any.flatMap(held))];
    if (!isAll(requirement)) return [];
    const anchors = [...new Set(requirement.all.flatMap(held))];
    return anchors.filter((anchor) => togetherAt(requirement.all, scopeOf(anchor)) === true);
  };

  const meetingOf = (parts: readonly Requirement[]): Scope | undefined => {
    const scopes = parts.flatMap(held).map(scopeOf);
    let untold: Scope | undefined;
    for (const scope of scopes) {
      const truth = togetherAt(parts, scope);
      if (truth) return scope;
      if (truth === undefined) untold ??= scope;
    }
    if (untold || scopes.length === 0) return untold;
    const holding = scopes.map((scope) => parts.filter((it) => holdsIn(it, scope) === true).length);
    const most = holding.reduce((a, b) => Math.max(a, b), 0);
    return scopes[holding.indexOf(most)];
  };

  const cyclesOf = (
    requirements: readonly Requirement[],
    least: Partial<GraphQuery> = {},
  ): readonly (readonly string[])[] => {
    const cycles = requirements
      .flatMap(namesOf)
      .flatMap((name) => {
        const when = factRules.get(name)?.when;
        const isCycle = when && 'operator' in when && when.operator === 'graph_cycle';
        return isCycle ? groupsBy({ ...graphQuery(when), ...least }, place) : [];
      })
      .filter((cycle) => !place || sharesNode(cycle, place.nodes));
    return [...new Map(cycles.map((cycle) => [cycle.join('\u0001'), cycle])).values()];
  };

  return {
    facts,
    detections,
    correlations,
    holds,
    holdsAt: (requirement, scope) => (scope ? holdsIn(requirement, scope) : holds(requirement)),
    meetingOf,
    holdsOn: (requirement, node) => holdsIn(requirement, scopeOfNode(node)),
    held,
    proves: (requirement) =>
      holds(requirement) === true &&
      (cyclesOf([requirement]).length === 0 ||
        cyclesOf([requirement], { minSeen: PROOF_STEPS }).length > 0),
    cyclesOf: (requirements) => cyclesOf(requirements),
    without: (nodes) =>
      createCase(
        rulebook,
        facts,
        found.filter((detection) => !detection.nodes.every((node) => nodes.has(node))),
        place,
        groupsBy,
        whole,
      ),
    within(places) {
      const beside = createTimeline(places);
      const near = found.filter((one) =>
        beside.meets(scopeOf(one), correlations.get(one.correlation)?.windowMs ?? 0),
      );
      return createCase(rulebook, facts, near, hull(places), groupsBy, whole);
    },
  };
}

type Operator = Extract<FactLeaf, { readonly operator: string }>;

/** One scope over all places. */
const hull = (places: readonly Scope[]): Scope => ({
  nodes: [...new Set(places.flatMap(({ nodes }) => nodes))],
  from: places.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
  to: places.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
});

const ownNode = (scope: Scope | undefined): string | undefined =>
  scope?.ownOnly ? scope.nodes[0] : undefined;

/** What ran on the nodes at that time; where nothing tells it, what the cluster runs. */
function versionHolds(
  facts: ClusterFacts,
  { product, range }: { readonly product: string; readonly range: string },
  scope: Scope | undefined,
): Known {
  const nodes = [...facts.nodes.values()].map(({ name, starts }) => ({
    name,
    starts: starts.filter((start) => start.product === product),
  }));
  const own = nodes
    .filter(({ name }) => scope?.nodes.includes(name))
    .flatMap(({ starts }) => (scope ? startsIn(starts, scope) : []));
  const known = own.length > 0 || scope?.ownOnly ? own : nodes.flatMap(({ starts }) => starts);
  return any(
    known.map(({ version }) => {
      const parsed = parseVersion(version);
      return parsed && inRange(parsed, range);
    }),
  );
}
