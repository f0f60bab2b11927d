import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIsoReader } from '../../src/ingest/iso-time.js';
import { roughTime } from '../../src/parse/rough-time.js';

const timeOf = (line: string): number | undefined => {
  const bytes = Buffer.from(`2001-01-01T00:00:00 before\n${line}\n0000 after\n`);
  return createIsoReader(bytes)(bytes.indexOf('\n') + 1);
};

it.each([
  '2025-04-15T10:00:01+0000 s1 k3s[1]: x',
  '2025-04-15 10:00:01 x',
  '2025-04-15t10:00:01,123456z x',
  '2025-04-15T23:59:60.1234567-09:30 x',
  '2024-02-29T00:00:00.5+02',
  '2025-04-15T10:00:01-',
  '2025-04-15T10:00:01+02',
])('reads %j', (line) => {
  expect(timeOf(line)).toBeTypeOf('number');
  expect(timeOf(line)).toBe(roughTime(line));
});

it.each([
  '2025-02-29T10:00:01Z',
  '2025-13-15T10:00:01Z',
  '2025-04-15T24:00:01Z',
  '2025-04-15T10:60:01Z',
  '2025-04-15_10:00:01Z',
  '2025-04-15T10:00',
  '2025-04-1',
  '1969-04-15T10:00:01Z',
  '2025-04-15T10:00:01.1234567890123Z',
  'Apr 15 10:00:01 s1 2025-04-15T10:00:01Z',
  '',
])('leaves %j to others', (line) => expect(timeOf(line)).toBeUndefined());

/** Stamps, nearly: each part may be one that is wrong. */
const number = (most: number) => fc.integer({ min: 0, max: most });
const near = (digits: number, most: number) =>
  number(most).map((no) => String(no).padStart(digits, '0'));
const stamp = fc
  .tuple(
    fc.oneof(near(4, 9_999), fc.constantFrom('2024', '2025', '1969', '1970', '0099')),
    fc.constantFrom('-', '-', '-', '/'),
    near(2, 13),
    near(2, 32),
    fc.constantFrom('T', 'T', ' ', 't', '_'),
    near(2, 24),
    near(2, 60),
    near(2, 61),
    fc.oneof(fc.constantFrom('', '.', ',', '.x'), fc.stringMatching(/^[.,]\d{1,12}$/)),
    fc.constantFrom('', 'Z', 'z', '+00:00', '-0930', '+02', '+2', '-24:00', '+1:00', '+05:3', '-'),
    fc.constantFrom('', ' x', '\r', 'x', '5'),
  )
  .map(([y, dash, month, day, t, h, m, s, fraction, zone, rest]) =>
    [`${y}${dash}${month}${dash}${day}${t}${h}:${m}:${s}`, fraction, zone, rest].join(''),
  );

it('tells the same as is read from the text, to the last bit, or nothing', () => {
  let told = 0;
  fc.assert(
    fc.property(stamp, fc.nat({ max: 60 }), (whole, length) => {
      const line = length > 40 ? whole : whole.slice(0, length);
      const time = timeOf(line);
      if (time === undefined) return;
      told += 1;
      expect(time).toBe(roughTime(line));
    }),
    { numRuns: 3_000 },
  );
  expect(told).toBeGreaterThan(100);
});
