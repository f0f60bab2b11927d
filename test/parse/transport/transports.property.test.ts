import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FORMATS } from '../../../src/parse/transports.js';
import { linesOf, readLines } from './reading.js';

const samples = FORMATS.map(({ sample }) => sample);
/** Text near the formats: pieces of samples, cut anywhere, and noise. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .tuple(fc.constantFrom(...samples), fc.nat(90), fc.nat(200), fc.string({ maxLength: 6 }))
    .map(([sample, from, length, noise]) => sample.slice(from, from + length) + noise),
);
const lineOf = (text: string, no: number) => ({ source: 'x', no, text, cr: false });

it('never throws and cites only lines it was given', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 30 }), (texts) => {
      const lines = texts.map((text, at) => lineOf(text, at + 1));
      const { envelopes, unparsed } = readLines(lines);
      expect(envelopes.filter(({ line }) => lines[line.no - 1] !== line)).toEqual([]);
      expect(unparsed).toBeLessThanOrEqual(lines.length);
    }),
    { numRuns: 2000 },
  );
});

const GOOD = [
  'Apr 15 10:00:01 server1 k3s[1234]: good',
  '2025-04-15T10:00:01+0000 server1 k3s[1234]: good',
  '2026-11-21T06:29:26.325767373Z stdout F good',
  '{"_HOSTNAME":"server1","__REALTIME_TIMESTAMP":"1767225510210345","MESSAGE":"good"}',
  'Tue 2025-04-15 10:00:01 UTC server1 k3s[1234]: good',
];
/** Noise that opens no entry of many lines, no part of a line and no longer frame. */
const noise = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .filter((text) => !/[\n{=]|^\s|std(out|err)/.test(text));

it('never loses a good line between others', () => {
  fc.assert(
    fc.property(fc.constantFrom(...GOOD), fc.array(noise, { maxLength: 20 }), (good, texts) => {
      const lines = texts.flatMap((text) => [text, good]);
      const { envelopes } = readLines(lines.map((text, at) => lineOf(text, at + 1)));
      const kept = envelopes.filter(({ message }) => message === 'good');
      expect(kept).toHaveLength(texts.length);
    }),
    { numRuns: 500 },
  );
});

it('reads back any message from export, whatever bytes it has', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1 }), (bodies) => {
      const entries = bodies.map((body) => {
        const length = Buffer.alloc(8);
        length.writeBigUInt64LE(BigInt(body.length));
        const head = Buffer.from('__CURSOR=s=1\n_BINARY\n');
        const tail = Buffer.from('\n__REALTIME_TIMESTAMP=1\nMESSAGE=good\n\n');
        return Buffer.concat([head, length, body, tail]);
      });
      const { envelopes, unparsed } = readLines(linesOf(Buffer.concat(entries)));
      expect(envelopes.map(({ message }) => message)).toEqual(bodies.map(() => 'good'));
      expect(unparsed).toBe(0);
    }),
    { numRuns: 500 },
  );
});
