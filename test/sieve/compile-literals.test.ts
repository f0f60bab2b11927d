import { expect, it } from 'vitest';
import { compileLiterals, ENTRY_INTS } from '../../src/sieve/compile-literals.js';

const compile = (literals: readonly string[], sample = '') =>
  compileLiterals(
    literals.map((literal) => Buffer.from(literal)),
    Buffer.from(sample),
  );

/** The grams in the table, as texts. */
const gramsOf = (literals: readonly string[], sample = ''): string[] => {
  const { entries } = compile(literals, sample);
  return Array.from({ length: entries.length / ENTRY_INTS }, (_, no) => {
    const gram = Buffer.alloc(4);
    gram.writeInt32LE(entries[no * ENTRY_INTS] ?? 0);
    return gram.toString('latin1');
  });
};

it.each([
  [['took too long', 'spegel:'], 4, 8],
  [['+k0s.'], 4, 2 + 2 * 32],
  [['spegel'], 4, 3 + 32],
  [['GAP '], 2, 1 + 32],
  [Array.from({ length: 130 }, (_, no) => `+${no + 100}.`), 2, 260],
  [Array.from({ length: 260 }, (_, no) => `+${no + 100}`), 1, 260],
])('probes for %j at every %ith byte with %i grams', (literals, step, grams) => {
  const tables = compile(literals);
  expect(tables.step).toBe(step);
  expect(tables.entries.length / ENTRY_INTS).toBe(grams);
});

it('takes the grams that the sample does not hold', () => {
  const sample = 'request took 12ms; '.repeat(400);
  const grams = gramsOf(['request waited for quorum'], sample);
  expect(grams).toHaveLength(4);
  expect(grams.filter((gram) => sample.includes(gram))).toEqual([]);
});
