import type { Fields, FieldValue } from '../model/record.js';
import type { Rulebook } from '../model/rule.js';

/** Fields the engine itself reads from observations. */
const ENGINE_FIELDS = ['own_address', 'held_address', 'product_version', 'n', 'unit'];

/** Names of all fields that any rule looks at after the match. */
export function fieldsInUse(
  rulebook: Pick<Rulebook, 'correlations' | 'facts'>,
): ReadonlySet<string> {
  const names = new Set(ENGINE_FIELDS);
  for (const rule of rulebook.correlations) {
    for (const name of rule.groupBy) names.add(name);
    for (const tests of Object.values(rule.filter)) for (const test of tests) names.add(test.field);
    if ('field' in rule) names.add(rule.field);
    if (rule.type === 'field_compare') {
      names.add(rule.left);
      if ('field' in rule.right) names.add(rule.right.field);
    }
  }
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'field' && typeof inner === 'string') names.add(inner);
      else collect(inner);
    }
  };
  for (const fact of rulebook.facts) collect(fact.when);
  return names;
}

/** Leaves out what no rule looks at; the fields as they are where every one is in use. */
export function pick(fields: Fields, kept: ReadonlySet<string>): Fields {
  let picked: Record<string, FieldValue> | undefined;
  for (const name in fields) {
    if (kept.has(name)) continue;
    picked ??= { ...fields };
    delete picked[name];
  }
  return picked ?? fields;
}
