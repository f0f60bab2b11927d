import type { EnvironmentFact } from '../model/fact.js';
import { groupBy } from '../model/group-by.js';
import type { ConfigFact } from './config/read-config.js';
import type { NodeRegistry } from './nodes.js';

/**
 * Settings by the node they hold for: the one the fact names, else the scope's own, else the one the scope's
 * folder is called after. Under '' stands what belongs to no single node. `named`: nodes that logs name.
 */
export function configByNode(
  facts: readonly EnvironmentFact[],
  registry: NodeRegistry,
  named: readonly string[],
): Map<string, readonly ConfigFact[]> {
  const known = new Set([...named, ...registry.nodes.map(({ name }) => name)]);
  const ownerOfScope = remembered((scope: string): string => {
    const own = registry.nameOf(scope);
    if (own !== undefined) return registry.canonical(own, scope);
    const folder = registry.canonical(scope.slice(scope.lastIndexOf('/') + 1), scope);
    return known.has(folder) ? folder : '';
  });
  const settings = facts.flatMap((fact) => (fact.kind === 'config' ? [fact] : []));
  return new Map(
    groupBy(settings, ({ node, scope }) =>
      node === undefined ? ownerOfScope(scope) : registry.canonical(node, scope),
    ),
  );
}

function remembered(read: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
