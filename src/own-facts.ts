import { type NodeFact, shortKey } from './bundle/nodes-identity.js';
import type { EnvironmentFact } from './model/fact.js';
import { groupBy } from './model/group-by.js';
import type { RawCoverage } from './observe/coverage.js';
import type { OwnAddress } from './observe/own-addresses.js';
import { conflicting, type NodeClaim } from './own-claims.js';

type OwnFact = NodeFact & { readonly own: true };

const isOwnName = (fact: EnvironmentFact): fact is OwnFact =>
  fact.kind === 'node' && fact.own && fact.name !== '';

/**
 * The facts; where bundles of machines with one name hold logs that tell different addresses at one time, each
 * with the addresses its own logs tell: bundles without a list of addresses would else pass for one machine's.
 */
export function withLogAddresses(
  facts: readonly EnvironmentFact[],
  covered: readonly Pick<RawCoverage, 'source' | 'scope' | 'role' | 'to'>[],
  told: readonly OwnAddress[],
): readonly EnvironmentFact[] {
  const named = groupBy(facts.filter(isOwnName), ({ name }) => shortKey(name));
  const logs = new Map(
    covered.flatMap((one) => (one.role === 'log' ? [[one.source, one] as const] : [])),
  );
  const added = new Map<EnvironmentFact, readonly string[]>();
  for (const [short, own] of named) {
    const scopes = new Set(own.map(({ scope }) => scope));
    if (scopes.size < 2) continue;
    const claims = told.flatMap((one) => claimOf(one, short, scopes, logs.get(one.source)));
    if (!conflicting(claims)) continue;
    const byScope = groupBy(claims, ({ scope }) => scope);
    for (const fact of own) {
      added.set(fact, [...new Set((byScope.get(fact.scope) ?? []).map(({ address }) => address))]);
    }
  }
  if (added.size === 0) return facts;
  return facts.map((fact) => {
    const addresses = added.get(fact);
    if (addresses === undefined || fact.kind !== 'node') return fact;
    return { ...fact, addresses: [...new Set([...fact.addresses, ...addresses])] };
  });
}

interface ScopeClaim extends NodeClaim {
  readonly scope: string;
}

/** What a log of one of the scopes tells of its own machine. */
function claimOf(
  { source, node, to: last, ...claim }: OwnAddress,
  short: string,
  scopes: ReadonlySet<string>,
  log: Pick<RawCoverage, 'scope' | 'to'> | undefined,
): readonly ScopeClaim[] {
  if (!log || !scopes.has(log.scope)) return [];
  if (node !== '' && shortKey(node) !== short) return [];
  return [{ ...claim, source, scope: log.scope, last, to: Math.max(last, log.to ?? last) }];
}
