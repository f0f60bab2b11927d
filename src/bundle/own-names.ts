import type { EnvironmentFact } from '../model/fact.js';
import { groupBy } from '../model/group-by.js';
import { canonicalAddress } from './config/address.js';
import type { ConfigFact } from './config/read-config.js';
import { nodeOfScope } from './layout-scope.js';
import { isHostName } from './nodes-names.js';

/**
 * The facts, and what settings tell of their own machine: its addresses by `node-ip`; its name by `node-name`, where
 * nothing else in the scope names it.
 */
export function withOwnNames(facts: readonly EnvironmentFact[]): readonly EnvironmentFact[] {
  const named = new Set(
    facts.flatMap((fact) =>
      fact.kind === 'node' && fact.own && fact.name !== '' ? [fact.scope] : [],
    ),
  );
  const settings = facts.flatMap((fact) =>
    fact.kind === 'config' && fact.node === undefined && isOwn(fact) ? [fact] : [],
  );
  const told = [...groupBy(settings, ({ scope }) => scope)].flatMap(([scope, own]) => {
    const isNamed = named.has(scope) || nodeOfScope(scope) !== undefined;
    return ownFacts(scope, own, isNamed);
  });
  return told.length === 0 ? facts : [...facts, ...told];
}

const isOwn = ({ key, file }: ConfigFact): boolean =>
  (key === 'node-name' || key === 'node-ip') && !file.includes(' ');

function ownFacts(
  scope: string,
  settings: readonly ConfigFact[],
  isNamed: boolean,
): readonly EnvironmentFact[] {
  const inForce = (key: string): readonly ConfigFact[] => {
    const all = settings.filter((fact) => fact.key === key);
    const best = Math.max(...all.map(({ precedence }) => precedence));
    return all.filter(({ precedence }) => precedence === best);
  };
  const names = inForce('node-name');
  const [first] = names;
  const name = String(first?.value ?? '');
  const isClear = names.every(({ value }) => value === first?.value) && isHostName(name);
  const own = isClear && !isNamed ? name : '';
  const fact = (place: ConfigFact['place'], addresses: readonly string[]): EnvironmentFact => ({
    kind: 'node',
    scope,
    place,
    name: own,
    aliases: [],
    addresses,
    own: true,
  });
  const addressed = inForce('node-ip').flatMap(({ value, place }) => {
    const found = String(value)
      .split(',')
      .flatMap((one) => canonicalAddress(one) ?? []);
    return found.length > 0 ? [fact(place, found)] : [];
  });
  return own !== '' && first ? [fact(first.place, []), ...addressed] : addressed;
}
