import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBlindWords, isBlindPattern, isDigitBlind } from '../../src/rulebook/digit-blind.js';
import { readRules } from './good-rules.js';
import { LINEAR } from './patterns.js';

describe('isBlindPattern', () => {
  it.each([
    'peer (?<ip>\\S+) lost',
    'took \\d{1,3}ms',
    '\\d+',
    '[\\d.]+ kB',
    '[0-9a-f]{8}',
    '^[^ ]+ k3s v1',
    'p2p',
    'k3s[-.]',
    '[^a-z]x',
    'a|\\w+',
    'v1\\d?',
  ])('%s does not look at digits', (pattern) => expect(isBlindPattern(pattern)).toBe(true));

  it.each([
    'status=203',
    '[0-4]',
    '[^0-4]',
    'code: [1-9]\\d*',
    ' 5s',
    '(?:1|2) x',
    'x|3',
    'k?3',
    '(?:k|p)3',
    '\\b3',
    '-1',
    'T10:',
    'E0415',
    '[A-Z]1',
    '[\\w-]1',
  ])('%s does', (pattern) => expect(isBlindPattern(pattern)).toBe(false));

  it('says so only of patterns that answer alike, with groups at the same places', () => {
    const pattern = fc.constantFrom(...LINEAR.filter(isBlindPattern));
    const text = fc.string({ unit: fc.constantFrom(...'foobarx 0129.:-[]="'), maxLength: 40 });
    const digits = fc.array(fc.nat(9), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(pattern, text, digits, (source, one, dice) => {
        const other = one.replace(/(?<![A-Za-z0-9_])\d+/g, (run, at: number) =>
          [...run].map((_, no) => dice[at + no]).join(''),
        );
        const read = (of: string) => new RegExp(source, 'd').exec(of)?.indices;
        expect(read(other)).toEqual(read(one));
      }),
      { numRuns: 500 },
    );
  });
});

const signalOf = (where: string, fields = '{}') => {
  const [signal] = readRules(`kind: signal
name: s
component: any
literal: peer
where: ${where}
fields: ${fields}
samples: { match: [peer] }`).signals;
  if (signal === undefined) throw new Error('no signal');
  return signal;
};

describe('isDigitBlind', () => {
  it.each([
    ['{ a|contains: peer lost }', '{}', true],
    ['{ a|contains: k3s }', '{}', true],
    ['{ a|contains: peer 3 }', '{}', false],
    ['{ a|contains: [peer, "7"] }', '{}', false],
    ['{ a|exists: true }', '{ a: int }', true],
    ['{ a: peer }', '{}', true],
    ['{ a: peer }', '{ a: keyword }', true],
    ["{ a|neq: '::' }", '{ a: ip }', false],
    ['{ a: 3 }', '{}', false],
    ['{ a|gte: 3 }', '{ a: int }', false],
    ['{ a|cidr: 10.0.0.0/8 }', '{ a: ip }', false],
    ['{ a|re: "peer \\\\d" }', '{}', true],
    ['{ a|re: "peer 3" }', '{}', false],
  ])('%s of %s: %s', (where, fields, answer) => {
    const signal = signalOf(where, fields);
    expect(signal.where.every((test) => isDigitBlind(test, signal.fields))).toBe(answer);
  });
});

it('knows literals and names of fields that other digits make', () => {
  expect(hasBlindWords(signalOf('{ a: peer }', '{ b1: int }'))).toBe(true);
  expect(hasBlindWords(signalOf("{ '7|exists': true }"))).toBe(false);
  expect(hasBlindWords(signalOf('{ a: peer }', "{ '7': int }"))).toBe(false);
  expect(hasBlindWords({ ...signalOf('{ a: peer }'), literals: ['peer=203'] })).toBe(false);
});
