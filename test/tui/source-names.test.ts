import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutCommonFolder } from '../../src/tui/source-names.js';

it.each([
  [['a/b/c.log', 'a/b/d.log'], 'a/b/', ['c.log', 'd.log']],
  [['a/b/c.log', 'a/bc/d.log'], 'a/', ['b/c.log', 'bc/d.log']],
  [['a/b', 'a/b/c.log'], 'a/', ['b', 'b/c.log']],
  [['/a.log', '/b.log'], '', ['/a.log', '/b.log']],
  [['server1.log', 'server2.log'], '', ['server1.log', 'server2.log']],
  [['a/b/c.log'], '', ['a/b/c.log']],
  [[], '', []],
] as const)('%j: %s', (names, folder, short) => {
  expect(withoutCommonFolder(names)).toEqual({ folder, names: short });
});

it('loses nothing, and leaves no name empty', () => {
  const name = fc
    .array(fc.constantFrom('a', 'b', 'cd'), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const { folder, names: short } = withoutCommonFolder(names);
      expect(short.map((one) => folder + one)).toEqual(names);
      expect(short).not.toContain('');
    }),
  );
});
