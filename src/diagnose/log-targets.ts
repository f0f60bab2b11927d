import type { Detour, Environment } from '../model/fact.js';
import type { NodeFacts } from './facts.js';

/**
 * `server:` at an address that no file gives to a node leads to the one node whose own log says it has it. Where two
 * clusters have the same addresses, the asking node's cluster is meant.
 */
export function withLogTargets(
  environment: Environment,
  nodes: ReadonlyMap<string, NodeFacts>,
): Environment {
  const { targets, detours = [] } = environment;
  const found = detours.flatMap((detour) => {
    const to = detour.unowned ? ownerOf(detour, nodes) : undefined;
    return to === undefined ? [] : [{ detour, to }];
  });
  if (found.length === 0) return environment;
  const led = new Set(found.map(({ detour }) => detour));
  const told = found.map(({ detour: { from, place }, to }) => ({ from, to, place }));
  return {
    ...environment,
    targets: [...targets, ...told],
    detours: detours.filter((detour) => !led.has(detour)),
  };
}

function ownerOf(
  { from, addresses }: Detour,
  nodes: ReadonlyMap<string, NodeFacts>,
): string | undefined {
  const cluster = nodes.get(from)?.cluster;
  const holders = [...nodes.values()].filter((node) =>
    addresses.some((address) => node.addresses.has(address)),
  );
  const near = holders.filter((node) => node.cluster === cluster);
  const [only, ...others] = near.length > 0 ? near : holders;
  return others.length === 0 ? only?.name : undefined;
}
