import { describe, expect, it } from 'vitest';
import { editDistance, suggestion } from '../../src/rulebook/suggest.js';

it.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['hihg', 'high', 1],
  ['treshold', 'threshold', 1],
])('%j is %j after %i changes', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

describe('suggestion', () => {
  it.each([
    ['treshold', ['window', 'threshold'], "did you mean 'threshold'?"],
    ['warn', ['info', 'warning'], "did you mean 'warning'?"],
    ['xyz', ['one', 'two'], 'known: one, two'],
    ['xyz', [], undefined],
  ])('for %s among %j is %j', (word, candidates, hint) =>
    expect(suggestion(word, candidates)).toBe(hint),
  );

  it('does not list more than a line of names', () => {
    expect(
      suggestion(
        'x',
        Array.from({ length: 40 }, (_, n) => `name${n}`),
      ),
    ).toBeUndefined();
  });
});
