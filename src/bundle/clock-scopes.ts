import type { EnvironmentFact } from '../model/fact.js';
import type { EpochMs } from '../model/time.js';
import { nearestScope, stampOfScope } from './layout-scope.js';

/** How far a scope's clock is east of UTC, at a moment; `at` 0 where the file did not tell when. */
export interface ZoneAt {
  readonly offsetMinutes: number;
  readonly at: EpochMs;
  /** The zone's name, which tells when clocks change. */
  readonly zone?: string;
}

/** What the bundles say of their clocks, scope by scope; folders around a scope answer where it is silent. */
export interface ScopeClocks {
  /** By time. */
  zoneOf(scope: string): readonly ZoneAt[];
  momentOf(scope: string): EpochMs | undefined;
}

const MINUTE_MS = 60_000;

export function createClocks(facts: readonly EnvironmentFact[]): ScopeClocks {
  const zones = zonesOf(facts);
  const moments = momentsOf(facts);
  const zoneOf = (scope: string): readonly ZoneAt[] =>
    nearestScope(scope, (it) => zones.get(it)) ?? [];
  const byStamp = (scope: string): EpochMs | undefined => {
    const stamp = stampOfScope(scope);
    const offsetMinutes = zoneOf(scope).at(-1)?.offsetMinutes ?? 0;
    return stamp === undefined ? undefined : stamp - offsetMinutes * MINUTE_MS;
  };
  return {
    zoneOf,
    momentOf: (scope) => nearestScope(scope, (it) => moments.get(it) ?? byStamp(it)),
  };
}

function zonesOf(facts: readonly EnvironmentFact[]): ReadonlyMap<string, readonly ZoneAt[]> {
  const zones = new Map<string, ZoneAt[]>();
  for (const fact of facts) {
    if (fact.kind !== 'zone') continue;
    const { scope, offsetMinutes, at, zone } = fact;
    const held = zones.get(scope) ?? [];
    if (held.some((it) => it.at === at && it.offsetMinutes === offsetMinutes)) continue;
    zones.set(
      scope,
      [...held, { offsetMinutes, at, ...(zone === undefined ? {} : { zone }) }].sort(
        (a, b) => a.at - b.at,
      ),
    );
  }
  return zones;
}

/** The last moment that a scope's files name as their own. */
function momentsOf(facts: readonly EnvironmentFact[]): ReadonlyMap<string, EpochMs> {
  const moments = new Map<string, EpochMs>();
  for (const fact of facts) {
    if ((fact.kind !== 'zone' && fact.kind !== 'moment') || fact.at <= 0) continue;
    moments.set(fact.scope, Math.max(fact.at, moments.get(fact.scope) ?? 0));
  }
  return moments;
}
