import { classifyPath, type FileClass } from './bundle/layout.js';
import { nodeOfScope } from './bundle/layout-scope.js';
import { shortKey } from './bundle/nodes-identity.js';
import { isHostName, shortOf } from './bundle/nodes-names.js';
import type { EnvironmentFact } from './model/fact.js';
import type { RawCoverage } from './observe/coverage.js';

type Log = Pick<RawCoverage, 'source' | 'scope' | 'role' | 'nodes'>;

/**
 * The facts; where the files of a host's bundle tell no name of their machine, with the one name all its own logs
 * carry. Logs of pods, and those of a whole cluster, tell nothing of the host that fetched them.
 */
export function withLogNames(
  facts: readonly EnvironmentFact[],
  covered: readonly Log[],
  classes: ReadonlyMap<string, FileClass>,
): readonly EnvironmentFact[] {
  const unnamed = unnamedScopes(facts);
  const found = new Map<string, Map<string, string>>();
  for (const log of covered) {
    if (log.role !== 'log' || !unnamed.has(log.scope) || log.nodes.length === 0) continue;
    if (!isOfHost(classes.get(log.source) ?? classifyPath(log.source))) continue;
    const held = found.get(log.scope) ?? new Map<string, string>();
    found.set(log.scope, held);
    for (const name of log.nodes) if (!held.has(name)) held.set(name, log.source);
  }
  const told = [...found].flatMap(([scope, names]) => ownFact(scope, names));
  return told.length === 0 ? facts : [...facts, ...told];
}

/** Scopes that tell of a machine and not of its name. */
function unnamedScopes(facts: readonly EnvironmentFact[]): ReadonlySet<string> {
  const scopes = new Set(facts.map(({ scope }) => scope));
  for (const fact of facts) {
    if (fact.kind === 'node' && fact.own && fact.name !== '') scopes.delete(fact.scope);
  }
  return new Set([...scopes].filter((scope) => nodeOfScope(scope) === undefined));
}

const isOfHost = ({ layout, clusterWide, node, pod }: FileClass): boolean =>
  layout !== undefined && !clusterWide && node === undefined && pod === undefined;

/** Two names that are not one's full and short form are two machines. */
function ownFact(scope: string, names: ReadonlyMap<string, string>): readonly EnvironmentFact[] {
  const keys = new Set([...names.keys()].map(shortKey));
  const [[name, source] = ['', '']] = [...names].sort(([a], [b]) => b.length - a.length);
  if (keys.size !== 1 || !isHostName(name)) return [];
  const place = { source, line: 1, text: '' };
  return [{ kind: 'node', scope, name, aliases: shortOf(name), addresses: [], own: true, place }];
}
