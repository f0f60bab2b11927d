import type { FileClass } from './bundle/layout.js';
import { keyOf } from './bundle/nodes-identity.js';
import type { LogOrigins } from './log-origins.js';

/** Where the kubelet keeps the logs of its pods, on any host. */
const OF_THE_HOST = /(?:^|\/)var[/_]log[/_](?:pods|containers)\//;

/**
 * The node of pods' logs that lie as the kubelet keeps them: that of the host whose tree or folder they lie in, if the
 * other logs there tell one. A folder that is no host's tree has to be called like it: pods of several nodes may have
 * been put together. `nodeOf`: what records, or a folder among its equals, tell; empty where neither does.
 */
export function hostsOfPods(
  { covered }: Pick<LogOrigins, 'covered'>,
  classOf: (source: string) => FileClass,
  nodeOf: (named: string, source: string) => string,
): ReadonlyMap<string, string> {
  const logs = covered
    .filter(({ role }) => role === 'log')
    .map((one) => ({ ...one, class: classOf(one.source) }));
  const names = new Map<string, Set<string>>();
  for (const { source, nodes, node = '', class: own } of logs) {
    if (own.pod !== undefined || own.clusterWide) continue;
    const held = names.get(own.scope) ?? new Set();
    names.set(own.scope, held);
    for (const named of nodes.length > 0 ? nodes : [node]) held.add(nodeOf(named, source));
  }
  return new Map(
    logs.flatMap(({ source, class: { pod, clusterWide, layout, scope } }): [string, string][] => {
      if (pod === undefined || clusterWide || layout !== 'host-files') return [];
      const [only = '', ...more] = [...(names.get(scope) ?? [])].filter((name) => name !== '');
      const folder = scope.split('/').at(-1) ?? '';
      const isMeant = keyOf(folder) === keyOf(only) || OF_THE_HOST.test(source);
      return only !== '' && more.length === 0 && isMeant ? [[source, only]] : [];
    }),
  );
}
