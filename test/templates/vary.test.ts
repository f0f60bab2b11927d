import { expect, it } from 'vitest';
import type { Outcome } from '../../src/templates/outcome.js';
import { MAX_PLACES } from '../../src/templates/probes.js';
import { digitRuns } from '../../src/templates/runs.js';
import { vary } from '../../src/templates/vary.js';

// Nothing of it is looked at.
const OUTCOME = {} as Outcome;

/** The free numbers of a text, and those that must not begin with a zero, where only texts like a pattern are alike. */
function varied(text: string, alike: RegExp) {
  const found = vary(text, digitRuns(text), (other) => (alike.test(other) ? OUTCOME : undefined));
  const textsOf = (spans: readonly { readonly from: number; readonly to: number }[]) =>
    spans.map(({ from, to }) => text.slice(from, to));
  return found && { free: textsOf(found.free), nonZero: textsOf(found.nonZero) };
}

it('frees all numbers that change nothing', () => {
  expect(varied('a 12 b 3', /./)).toEqual({ free: ['12', '3'], nonZero: [] });
});

it('leaves a number that matters as it is', () => {
  expect(varied('a 12 b 3 c 45', /b 3/)).toEqual({ free: ['12', '45'], nonZero: [] });
});

it('frees a number that must not begin with a zero but for that', () => {
  expect(varied('a 12 b 3', /b [1-9]/)).toEqual({ free: ['12', '3'], nonZero: ['3'] });
});

it('frees nothing where no text is like another', () => {
  expect(varied('a 12 b 3', /a 12 b 3/)).toEqual({ free: [], nonZero: [] });
  expect(varied('a 12 b 3', /x/)).toBeUndefined();
});

it('tries no more digits than can be told apart', () => {
  const text = `a ${'1'.repeat(MAX_PLACES + 1)}`;
  expect(varied(text, /./)).toBeUndefined();
});
