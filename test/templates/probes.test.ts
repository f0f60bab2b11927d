import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPart, isConstant } from '../../src/templates/parts.js';
import { MAX_PLACES, namedPlace, placesOf, probesOf, zeroed } from '../../src/templates/probes.js';
import { digitRuns } from '../../src/templates/runs.js';

it('changes each digit in one of the probes at least, whatever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_PLACES }), fc.nat(9), (count, digit) => {
      const text = String(digit).repeat(count);
      const places = Array.from({ length: count }, (_, at) => at);
      const probes = probesOf(text, places);
      expect(places.filter((at) => probes.every((probe) => probe[at] === text[at]))).toEqual([]);
    }),
  );
});

it.each([1, 9, 10, 72, 73, 90, 91, MAX_PLACES])('names each of %d places', (count) => {
  const places = Array.from({ length: count }, (_, at) => 2 * at);
  const probes = probesOf('0-'.repeat(count), places);
  expect(places.map((at) => namedPlace(probes, at, places))).toEqual(places);
});

it('names none by what is no digit of a probe', () => {
  expect(namedPlace(['a', 'a'], 0, [0])).toBeUndefined();
  expect(namedPlace(['0', '0'], 0, [0])).toBeUndefined();
  expect(namedPlace(['3', '3'], 0, [0, 1, 2])).toBeUndefined();
  expect(namedPlace(['', ''], 0, [0])).toBeUndefined();
});

it('puts a zero in front of each number', () => {
  expect(zeroed('a 12, 3 k3s', digitRuns('a 12, 3 k3s'))).toBe('a 02, 0 k3s');
});

/** A line with two numbers, and what is read of it and its probes. */
function seen(text: string, read: (text: string) => string | number | undefined) {
  const places = placesOf(digitRuns(text));
  const probes = probesOf(text, places).map((probe) => ({ text: probe, value: read(probe) }));
  const all = [{ text, value: read(text) }, ...probes];
  return { places, field: { name: 'f', type: 'keyword', all, probes } as const };
}
const second = (text: string): string => /, (.*)$/.exec(text)?.[1] ?? '';

it('finds where a text stands', () => {
  const { places, field } = seen('lost 12, 10.0.0.12:80', second);
  expect(findPart(field, places)).toMatchObject({ from: 9, to: 21, isNumber: false });
});

it('finds where a number stands', () => {
  const { places, field } = seen('lost 12, 1.25', (text) => Number(second(text)));
  expect(findPart(field, places)).toMatchObject({ from: 9, to: 13, isNumber: true });
});

it('finds no text that is made of others, is longer than it stands there, or is not always of one type', () => {
  const readers: readonly ((text: string) => string | number | undefined)[] = [
    (text) => [...second(text)].reverse().join(''),
    (text) => `${second(text)}!`,
    (text) => Number(second(text)) * 2,
    (text) => (text.endsWith('12') ? Number(second(text)) : second(text)),
    (text) => (text.endsWith('12') ? undefined : second(text)),
  ];
  for (const read of readers) {
    const { places, field } = seen('lost 34, 12', read);
    expect(findPart(field, places)).toBeUndefined();
  }
});

it('finds no number of more than 15 digits: it hangs on them whether it is one', () => {
  const { places, field } = seen('lost 12, 1234567890123456', (text) => Number(second(text)));
  expect(findPart(field, places)).toBeUndefined();
});

it('knows a field that no digit changes', () => {
  expect(isConstant(seen('lost 12, 3', () => 'lost').field.all)).toBe(true);
  expect(isConstant(seen('lost 12, 1', second).field.all)).toBe(false);
});
