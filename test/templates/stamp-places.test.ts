import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stampPlaces, withOtherStamps } from '../../src/templates/stamp-places.js';
import { readerFor, readStamp } from '../../src/templates/stamp-reader.js';

const found = (text: string): readonly string[] | undefined =>
  stampPlaces(text)?.map(({ from, to }) => text.slice(from, to));

describe('stampPlaces', () => {
  it.each([
    ['2025-04-15T08:00:00.123456789Z stderr F x', ['2025-04-15T08:00:00.123456789Z']],
    [
      '2025-04-15T08:00:00+0200 s1 k3s[1]: I0415 08:00:00.123456 1 a.go:1] x',
      ['2025-04-15T08:00:00+0200', '0415 08:00:00.123456'],
    ],
    [
      'Apr  5 08:00:00 s1 k3s[1]: 2025/04/15 08:00:00 x',
      ['Apr  5 08:00:00', '2025/04/15 08:00:00'],
    ],
    ['Sat Nov 21 06:36:39 2026: x', ['Sat Nov 21 06:36:39 2026']],
    ['{"__REALTIME_TIMESTAMP":"1744704000000000"}', ['1744704000000000']],
    ['{"ts":1713763231.165,"msg":"x"}', ['1713763231.165']],
    ['10.42.0.7 - - 1744704000000000 08:00:00', []],
    ['{"ts":1713763231.1651144,"msg":"x"}', ['1713763231.1651144']],
    ['XE0415 08:00:00.123456 x', []],
  ])('finds those of %s', (text, stamps) => expect(found(text)).toEqual(stamps));

  it.each([
    '2025-13-15T08:00:00Z',
    'x 2025-04-31 08:00:00',
    'Apr 15 25:00:00',
    'E0432 08:00:00.123456 x',
  ])('gives up where something looks like one: %s', (text) =>
    expect(stampPlaces(text)).toBeUndefined(),
  );
});

describe('withOtherStamps', () => {
  it.each([
    '2025-04-15T08:00:00.123Z',
    '2025-12-31 23:59:59',
    '2024/02/29 00:00:00',
    'Jan 31 08:00:59.999999',
  ])('changes hour, minute and second of each, none by as much as another: %s', (stamp) => {
    const text = `${stamp} and ${stamp}`;
    const places = stampPlaces(text) ?? [];
    const other = withOtherStamps(text, places);
    const [one = '', two = ''] = places.map(({ from, to }) => other.slice(from, to));
    expect(new Set([stamp, one, two]).size).toBe(3);
    const clock = (of: string): readonly string[] =>
      /(\d\d):(\d\d):(\d\d)/.exec(of)?.slice(1) ?? [];
    clock(stamp).forEach((number, at) => {
      expect(clock(one)[at]).not.toBe(number);
    });
    expect(places.every(({ from, to, read }) => read(other.slice(from, to)) !== undefined)).toBe(
      true,
    );
  });
});

const two = (no: number): string => String(no).padStart(2, '0');
const fraction = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 });
const clockText = fc
  .tuple(fc.nat(24), fc.nat(60), fc.nat(61), fraction)
  .map(
    ([hour, minute, no, digits]) =>
      `${two(hour)}:${two(minute)}:${two(no)}${digits && `.${digits}`}`,
  );
const date = fc.tuple(
  fc.integer({ min: 1970, max: 2100 }),
  fc.integer({ min: 0, max: 13 }),
  fc.nat(32),
);
const stamps = fc.oneof(
  fc
    .tuple(date, clockText, fc.constantFrom('', 'Z', '+02:00', '-0530'))
    .map(
      ([[year, month, day], clock, zone]) => `${year}-${two(month)}-${two(day)}T${clock}${zone}`,
    ),
  fc
    .tuple(date, clockText)
    .map(([[year, month, day], clock]) => `${year}/${two(month)}/${two(day)} ${clock}`),
  fc.tuple(date, clockText).map(([[, , day], clock]) => `Apr ${two(day)} ${clock}`),
);

it('reads stamps of one form as each is read by itself, whatever was read before', () => {
  fc.assert(
    fc.property(fc.array(stamps, { minLength: 2, maxLength: 12 }), (texts) => {
      const readers = new Map();
      const seconds = (text: string, to: string) => text.replace(/(?<=:\d\d:)\d\d/, to);
      const alike = texts.flatMap((text) => [
        text,
        ...['00', '59', '60', '07'].map((to) => seconds(text, to)),
      ]);
      for (const text of texts) {
        const [place] = stampPlaces(text) ?? [];
        if (place === undefined || place.to !== text.length) continue;
        for (const other of alike) {
          if (other.replace(/\d/g, '0') !== text.replace(/\d/g, '0')) continue;
          const reader = readerFor({ ...place, role: 0 }, text, readers);
          const bytes = Buffer.from(`ab${other}`);
          expect(readStamp(reader, bytes, 2)).toEqual(place.read(other));
        }
      }
    }),
    { numRuns: 300 },
  );
});

it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])('reads fractions of %d digits', (length) => {
  const stampOf = (digits: string): string =>
    `2025-04-15T08:00:00${length === 0 ? '' : `.${digits.slice(0, length)}`}Z`;
  const sample = stampOf('000000000');
  const [place] = stampPlaces(sample) ?? [];
  const reader = place && readerFor({ ...place, role: 0 }, sample, new Map());
  for (const digits of ['123456789', '999999999', '000000001', '100000000', '001001001']) {
    const text = stampOf(digits);
    expect(reader && readStamp(reader, Buffer.from(text), 0)).toEqual(place?.read(text));
  }
});
