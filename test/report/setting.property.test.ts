import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingLines } from '../../src/report/setting.js';

const key = fc.oneof(fc.constantFrom('true', 'a b', '- x', '# y', 'k: v', ''), fc.string());
const leaf = fc.oneof(
  fc.constantFrom('on', 'no', 'null', '~', '1.2.3.4:80', '0x1f', '1e3', ' x', 'a: b', '- a', '*b'),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('section')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  section: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}));
// a name with dots is a path; `__proto__` is no key in an object
const name = key.filter((text) => !text.includes('.') && text !== '__proto__');

it('writes YAML that reads back as the settings', () => {
  fc.assert(
    fc.property(fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 }), (settings) => {
      expect(parse(settingLines(settings).join('\n'))).toEqual(settings);
    }),
  );
});

it('nests paths and joins what they share', () => {
  const settings = { 'a.b': { c: [1, { d: 'x y' }] }, 'a.b.e': {}, 'x/y.z': 'off' };
  expect(settingLines(settings)).toEqual([
    'a:',
    '  b:',
    '    c:',
    '      - 1',
    '      - d: "x y"',
    '    e: {}',
    'x/y.z: off',
  ]);
});

it('is nothing where there is nothing to set', () => expect(settingLines({})).toEqual([]));
