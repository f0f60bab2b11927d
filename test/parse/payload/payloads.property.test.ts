import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findQuoteEnd, unquoteGo } from '../../../src/parse/payload/go-quote.js';
import { PAYLOAD_FORMATS, peelText } from '../../../src/parse/payloads.js';
import { cpuMs } from '../../support/cpu-ms.js';

const samples = PAYLOAD_FORMATS.map(({ sample }) => sample);
/** Samples with a stretch cut out or text put in: nearly right is harder than random. */
const damaged = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.nat(200),
    fc.nat(60),
    fc.string({ maxLength: 12, unit: 'binary' }),
  )
  .map(([sample, at, length, text]) => sample.slice(0, at) + text + sample.slice(at + length));

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), damaged), (text) => {
      expect(typeof peelText(text).message).toBe('string');
    }),
    { numRuns: 3000 },
  );
});

/** strconv.Quote for what JavaScript strings can hold. */
function quoteGo(text: string): string {
  const simple: Readonly<Record<string, string>> = {
    '\n': '\\n',
    '\t': '\\t',
    '"': '\\"',
    '\\': '\\\\',
  };
  const escapeChar = (char: string): string => {
    const code = char.codePointAt(0) ?? 0;
    if (simple[char] !== undefined) return simple[char];
    if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
    if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
    return code > 0x7e ? `\\u${code.toString(16).padStart(4, '0')}` : char;
  };
  return `"${[...text].map(escapeChar).join('')}"`;
}

const text = fc.string({ unit: 'grapheme' });

it('undoes what strconv.Quote did and finds its end', () => {
  fc.assert(
    fc.property(text, text, (inner, behind) => {
      const quoted = quoteGo(inner);
      const end = findQuoteEnd(`${quoted} ${behind}`, 1);
      expect(end).toBe(quoted.length - 1);
      expect(unquoteGo(quoted.slice(1, end))).toBe(inner);
    }),
  );
});

it('gives logrus messages and fields back as they were, to any depth', () => {
  const word = fc.stringMatching(/^[A-Za-z ]{1,20}$/);
  fc.assert(
    fc.property(word, text, fc.integer({ min: 1, max: 4 }), (message, value, depth) => {
      let line = `time="2025-04-15T10:00:12Z" level=error msg=${quoteGo(message)} error=${quoteGo(value)}`;
      for (let layer = 1; layer < depth; layer += 1) {
        line = `time="2025-04-15 10:00:12" level=info msg=${quoteGo(line)} component=kine`;
      }
      const peeled = peelText(line);
      expect(peeled).toMatchObject({ message, level: 'error', fields: { error: value } });
      expect(peeled.layers).toBe(Array.from({ length: depth }, () => 'logrus').join('>'));
    }),
  );
});

const duration = fc
  .tuple(fc.nat(99), fc.nat(59), fc.nat(59), fc.constantFrom('s', 'ms', 'µs', 'ns'))
  .map(([h, m, s, unit]) => (unit === 's' ? `${h}h${m}m${s}.005s` : `${s}.12${unit}`));

it('keeps durations of Go as they are written', () => {
  fc.assert(
    fc.property(duration, (took) => {
      const json = `{"level":"warn","ts":"2026-11-21T06:17:45Z","msg":"slow fdatasync","took":"${took}"}`;
      const capnslog = `2026-11-21 06:20:12.023394 W | wal: sync duration of ${took}, expected less than 1s`;
      expect(peelText(json).fields?.took).toBe(took);
      expect(peelText(capnslog).fields?.took).toBe(took);
    }),
  );
});

it.each([
  '{"'.repeat(20_000),
  `{"a":"${'\\'.repeat(40_000)}`,
  '"'.repeat(60_000),
  `I0415 10:00:03.703777 1 a.go:1] "${'a="'.repeat(20_000)}`,
  `INFO[0001] ${'  a='.repeat(20_000)}`,
  `p2p: "msg"="${'\\"'.repeat(30_000)}`,
  ` level=info msg="x" ${'['.repeat(60_000)}`,
  `2026-11-21 06:20:12.023394 W | x: request "${'\\"'.repeat(30_000)} to execute`,
])('reads 60 KB of %.12s… in linear time', (hostile) => {
  expect(cpuMs(() => peelText(hostile))).toBeLessThan(500);
});
