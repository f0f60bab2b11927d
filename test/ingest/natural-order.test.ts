import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareNames } from '../../src/ingest/natural-order.js';

it('counts numbers in names as people do', () => {
  const names = ['x.log.10', 'x.log.9', 'x.log', 'b', 'B', 'é', 'x.log.010', 'a2', 'a10', 'a'];
  expect(names.sort(compareNames)).toEqual([
    'B',
    'a',
    'a2',
    'a10',
    'b',
    'x.log',
    'x.log.9',
    'x.log.010',
    'x.log.10',
    'é',
  ]);
});

it('is an order: the same whatever the names came in', () => {
  const name = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', '.', '-'), maxLength: 6 });
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 12 }), fc.nat(), (names, turn) => {
      const turned = [
        ...names.slice(turn % (names.length + 1)),
        ...names.slice(0, turn % (names.length + 1)),
      ];
      expect(turned.reverse().sort(compareNames)).toEqual([...names].sort(compareNames));
    }),
  );
});
