import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../src/model/record.js';
import type { FieldTest, Modifier } from '../../src/model/rule.js';
import { testValue } from '../../src/rulebook/match.js';

function test(modifier: Modifier, values: readonly FieldValue[], all = false): FieldTest {
  const patterns = modifier === 're' ? values.map((value) => new RegExp(String(value))) : [];
  return { field: 'f', modifier, all, values, patterns };
}

type Row = readonly [Modifier, readonly FieldValue[], FieldValue | undefined, boolean];

const ROWS: readonly Row[] = [
  ['equals', ['debug'], 'debug', true],
  ['equals', ['debug'], 'Debug', false],
  ['equals', ['a', 'b'], 'b', true],
  ['equals', [5], 5, true],
  ['equals', [5], '5', true],
  ['equals', ['5'], 5, true],
  ['equals', [1000], '1s', true],
  ['equals', [true], 'true', true],
  ['equals', [true], true, true],
  ['equals', [''], '', true],
  ['equals', ['x'], undefined, false],
  ['contains', ['took too'], 'it took too long', true],
  ['contains', ['Took'], 'it took too long', false],
  ['contains', ['nope', 'long'], 'it took too long', true],
  ['contains', ['42'], 1421, true],
  ['startswith', ['it'], 'it took', true],
  ['startswith', ['took'], 'it took', false],
  ['endswith', ['took'], 'it took', true],
  ['endswith', ['it'], 'it took', false],
  ['re', ['^a+$', 'b'], 'b', true],
  ['re', ['^a+$'], 'A', false],
  ['gte', [1000], '1s', true],
  ['gte', [1000], '999ms', false],
  ['gte', [1000], 1000, true],
  ['gt', [1000], 1000, false],
  ['gt', [1000], '1.000001s', true],
  ['lte', [5], '5', true],
  ['lt', [5], 5, false],
  ['lt', [5], '4.9', true],
  ['gte', [2_000_000_000], '2.1 GB', true],
  ['gte', [5], 'many', false],
  ['gte', [5], true, false],
  ['gte', [5], undefined, false],
  ['neq', ['127.0.0.1', '::1'], '10.0.0.1', true],
  ['neq', ['127.0.0.1', '::1'], '::1', false],
  ['neq', ['a'], undefined, false],
  ['cidr', ['10.0.0.0/8'], '10.255.0.1', true],
  ['cidr', ['10.0.0.0/8'], '11.0.0.1', false],
  ['cidr', ['10.0.0.0/8', 'fd00::/8'], 'fdab::1', true],
  ['cidr', ['fd00::/8'], '10.0.0.1', false],
  ['cidr', ['10.0.0.0/8'], '::ffff:10.0.0.1', true],
  ['cidr', ['::ffff:10.0.0.0/104'], '10.1.2.3', true],
  ['cidr', ['10.0.0.1'], '10.0.0.1', true],
  ['cidr', ['10.0.0.1'], '10.0.0.2', false],
  ['cidr', ['0.0.0.0/0'], '203.0.113.9', true],
  ['cidr', ['::/0'], 'fe80::1%eth0', true],
  ['cidr', ['10.0.0.0/8'], 'node-1', false],
  ['exists', [true], 'x', true],
  ['exists', [true], '', true],
  ['exists', [true], undefined, false],
  ['exists', [false], undefined, true],
  ['exists', [false], false, false],
];

describe('testValue', () => {
  it.each(ROWS)('%s %j of %j is %j', (modifier, values, value, holds) =>
    expect(testValue(test(modifier, values), value)).toBe(holds),
  );

  it.each<Row>([
    ['contains', ['took', 'long'], 'it took too long', true],
    ['contains', ['took', 'short'], 'it took too long', false],
    ['re', ['took', 'long$'], 'it took too long', true],
    ['re', ['took', 'short$'], 'it took too long', false],
    ['gte', [1, 5], 3, false],
  ])('%s|all %j of %j is %j', (modifier, values, value, holds) =>
    expect(testValue(test(modifier, values, true), value)).toBe(holds),
  );
});
