import { configuredEdges } from './bundle/config/configured-edges.js';
import { type ConfigView, effectiveConfig } from './bundle/config/effective-config.js';
import { collectVirtualAddresses, resolveHost } from './bundle/config/resolve-host.js';
import type { NodeRegistry } from './bundle/nodes.js';
import type { Environment, EnvironmentFact } from './model/fact.js';

/** Nodes, settings and configured requests, out of all facts of all bundles. */
export function createEnvironment(
  facts: readonly EnvironmentFact[],
  registry: NodeRegistry,
): Environment {
  const settings = facts.filter(({ kind }) => kind === 'config');
  const views =
    settings.length === 0 ? [] : registry.nodes.map(({ name }) => effectiveConfig(facts, name));
  return {
    nodes: registry.nodes,
    settings: (key, file) =>
      views.flatMap((view) => {
        const value = view.get(key, file);
        if (value === undefined) return [];
        const values = Array.isArray(value) ? value : [value];
        return values.map((one) => ({ node: view.node, value: one }));
      }),
    has: (file, node) => {
      if (file === undefined && node === undefined) return settings.length > 0;
      const asked = views.filter((view) => node === undefined || view.node === node);
      return asked.some((view) => (file === undefined ? view.keys().length > 0 : view.has(file)));
    },
    targets: configuredTargets(views, registry),
  };
}

/** A `server:` that ends at a virtual address proves no target: who holds it is not known. */
function configuredTargets(
  views: readonly ConfigView[],
  registry: NodeRegistry,
): Environment['targets'] {
  const directory = {
    nodes: registry.nodes.map(({ name }) => name),
    addressesOf: registry.addressesOf,
  };
  const vips = collectVirtualAddresses(views, directory);
  return configuredEdges(views).flatMap(({ from, host }) => {
    const target = resolveHost(host, directory, vips);
    if (target.kind === 'self') return [{ from, to: from }];
    return target.kind === 'node' ? [{ from, to: target.node }] : [];
  });
}
