import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeeler } from '../../src/parse/known-texts.js';
import { JSON_SAMPLES } from '../../src/parse/payload/json.js';
import { PAYLOAD_FORMATS, type Peeled, peelText } from '../../src/parse/payloads.js';

const TRACE =
  'I0415 10:00:03.703777       1 trace.go:236] Trace[776628884]: "List" url:/api (15-Apr-2025 10:00:01.673) (total time: 2030ms):';
/** Texts of which more than the stamp could hang on their beginning. */
const ODD: readonly string[] = [
  TRACE,
  TRACE.replace('I0415', 'I0101').replace('15-Apr', '31-Dec'),
  'time="2025-04-15T10:00:12Z" ts="2025-04-15T10:00:13Z" level=info msg="x"',
  'time="2025-04-15T10:00:12Z" time="x" level=info msg="time=\\"2025\\""',
  'time="2025-04-15 10:00:12" level=info msg="I0415 10:00:03.703777       1 a.go:9] \\"b\\" c=1" component=kubelet',
  'time="2025-04-15T10:00:12Z"',
  'time="2025-04-15T10:00:12Z',
  'time="2025-04-15T10:00:12Z"level=info',
  '{"level":"warn","ts":"2025-04-15T10:00:12.5Z","msg":"a","ts":"2024-01-01T00:00:00Z"}',
  '{"level":"warn","ts":"2025-04-15T10:00:12.5Z","msg":"a","\\u0074s":"2024-01-01T00:00:00Z"}',
  '{"level":"warn","ts":"2025-04-15T10:00:12.5Z","message":"a","n":12345678901234567890}',
  '{"level":"warn","ts":"2025-04-15T10:00:12.5Z","caller":"a.go:1"}',
  '{"level":"warn","ts":"2025-04-15T10:00:12.5Z","msg":"cut',
  '{"level":"wa\\"rn","ts":"2025-04-15T10:00:12.5Z","msg":"a"}',
  '{"level":"nonsense","ts":"2025-04-15T10:00:12.5Z","msg":"a"}',
  'E0415 10:00:03.703777       1 a.go:9] \x1b[31mred\x1b[0m',
  `E0415 10:00:03.703777       1 ${'x'.repeat(240)}.go:9] far`,
  'Failed to get a backend',
  '',
];
const texts = [
  ...PAYLOAD_FORMATS.map(({ sample }) => sample),
  ...Object.values(JSON_SAMPLES),
  ...ODD,
];

/** The same text at another time, or at one that no clock shows. */
const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 40, maxLength: 40 });
const isPlausible = fc.boolean();
const MAX_STAMP_CHARS = 60;

function atAnotherTime(text: string, values: readonly number[], plausible: boolean): string {
  let at = 0;
  const head = text.slice(0, MAX_STAMP_CHARS).replace(/\d/g, (digit) => {
    const value = values[at % values.length] ?? 0;
    at += 1;
    // Seconds and what is behind them are always some time.
    return plausible && at % 3 !== 0 ? digit : String(value);
  });
  return head + text.slice(MAX_STAMP_CHARS);
}

const plain = ({ alike: _alike, ...peeled }: Peeled): unknown => peeled;

describe('a text that comes again', () => {
  it.each(texts)('is read as if it came for the first time: %s', (text) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(digits, isPlausible), { maxLength: 12 }), (times) => {
        const peel = createPeeler();
        const written = times.map(([values, plausible]) => atAnotherTime(text, values, plausible));
        for (const one of [text, text, text, ...written, text]) {
          expect(plain(peel(one))).toEqual(plain(peelText(one)));
        }
      }),
      { numRuns: 30 },
    );
  });
});

it('reads texts that are written in turn as if each came alone', () => {
  const mutations = fc.array(
    fc.tuple(fc.constantFrom(...texts), digits, isPlausible, fc.string({ maxLength: 6 })),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(mutations, (all) => {
      const peel = createPeeler();
      const written = all.map(([text, values, plausible, more]) =>
        atAnotherTime(text + more, values, plausible),
      );
      for (const one of [...written, ...written, ...written]) {
        expect(plain(peel(one))).toEqual(plain(peelText(one)));
      }
    }),
  );
});

describe('alike', () => {
  const klog = (second: number, rest = 'it broke'): string =>
    `E0415 10:00:0${second}.703777       1 a.go:9] ${rest}`;

  it('is told of the third text on, with the very same fields', () => {
    const peel = createPeeler();
    const all = [1, 2, 3, 4].map((second) => peel(klog(second)));
    expect(all[0]?.alike).toBeUndefined();
    expect(all[3]?.alike).toBe(all[1]?.alike);
    expect(all[3]?.alike).toBeDefined();
    expect(all[3]?.fields).toBe(all[1]?.fields);
    const seconds = all.map(({ stamp }) => stamp?.kind === 'bare' && stamp.msOfDay % 60_000);
    expect(seconds.map((ms) => Math.floor(Number(ms) / 1000))).toEqual([1, 2, 3, 4]);
  });

  it('is never told of a trace, which completes its stamp', () => {
    const peel = createPeeler();
    expect([TRACE, TRACE, TRACE].map((text) => peel(text).alike)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('differs where the severity does', () => {
    const peel = createPeeler();
    const errors = [1, 2, 3].map((second) => peel(klog(second)));
    const warning = peel(`W${klog(4).slice(1)}`);
    expect(warning.level).toBe('warning');
    expect(warning.alike).not.toBe(errors[2]?.alike);
  });
});
