import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SignalRule } from '../../src/model/rule.js';
import { createLiteralFinder } from '../../src/observe/matcher.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { builtinRules } from '../../src/version.js';
import { signalOf } from './build.js';

const { signals } = await loadRulebook([builtinRules()]);

const names = (found: readonly SignalRule[]): readonly string[] =>
  found.map(({ name }) => name).sort();
const naive = (all: readonly SignalRule[], text: string): readonly string[] =>
  names(all.filter(({ literals }) => literals.some((literal) => text.includes(literal))));

it('finds for every text what looking for each literal of the rules finds', () => {
  const find = createLiteralFinder(signals);
  const literal = fc.constantFrom(...signals.flatMap(({ literals }) => literals));
  const piece = fc.oneof(
    literal,
    literal.chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
    literal.chain((text) => fc.nat(text.length).map((start) => text.slice(start))),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const text = pieces.join('');
      expect(names(find(text))).toEqual(naive(signals, text));
    }),
    { numRuns: 1000 },
  );
});

it('finds literals that overlap, begin or hold each other', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 });
  const literals = fc.uniqueArray(letters, { minLength: 1, maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 20 });
  fc.assert(
    fc.property(literals, text, (all, given) => {
      const rules = all.map((literal) => signalOf(literal, [literal]));
      expect(names(createLiteralFinder(rules)(given))).toEqual(naive(rules, given));
    }),
    { numRuns: 500 },
  );
});
