import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Look, Report } from '../../src/model/report.js';
import { harmless } from '../../src/report/clean.js';
import { renderText } from '../../src/report/text.js';
import { both, cite, coverage, finding, fixtures, outcome, report } from './fixtures.js';

const looks: readonly Look[] = [40, 57, 80, 120, 200].flatMap((width) =>
  (['en', 'zh'] as const).map((lang) => ({ width, lang, color: false })),
);
const toCopy = (of: Report): string[] => [
  ...of.outcomes.flatMap(({ collect }) => collect),
  ...of.findings.flatMap(({ references }) => references),
  ...of.findings.flatMap(({ evidence }) =>
    evidence.map(({ source, line }) => `${harmless(source)}:${line}`),
  ),
];

/** Lines that are too wide although they are not there to be copied. */
const tooWide = (of: Report, look: Look): string[] =>
  renderText(of, look)
    .split('\n')
    .filter((line) => stringWidth(line) > look.width)
    .filter((line) => !toCopy(of).some((copied) => line.endsWith(copied)));

describe.each(Object.entries(fixtures))('%s', (_name, fixture) => {
  it('stays within the width', () => {
    for (const look of looks) expect(tooWide(fixture, look)).toEqual([]);
  });

  it('has no controls without colour', () => {
    expect(renderText(fixture, { width: 80, color: false, lang: 'en' })).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
    );
  });

  it('has the same text with colour', () => {
    const [plain, colored] = [false, true].map((color) =>
      renderText(fixture, { width: 80, color, lang: 'en' }),
    );
    expect(colored?.replace(/\u001b\[\d+m/g, '').replace(/ +$/gm, '')).toBe(plain);
  });
});

const anyText = fc.string({ unit: 'binary', maxLength: 90 });
const anyReport = fc
  .record({
    text: anyText,
    id: anyText,
    node: anyText,
    source: anyText,
    value: fc.double({ noNaN: true }),
  })
  .map(({ text, id, node, source, value }) =>
    report({
      verdict: 'explained',
      findings: [
        finding({
          ...{
            id,
            title: both(text),
            cause: both(`{a} ${text}`),
            args: { a: text },
            nodes: [node],
          },
          ...{ from: value, to: value + 1e6, cycles: [[node, text]], explainedBy: [id, text] },
          count: { value, atLeast: true },
          peak: { perMinute: value, at: value },
          rate: {
            perMinute: value,
            per: 'node',
            baselinePerMinute: value,
            baselineFrom: 'rule',
            ratio: value,
          },
          measured: { name: text, value, unit: 'ms' },
          affected: [{ node, version: text, status: 'unknown', note: both(text) }],
          evidence: [cite({ source, text, node })],
        }),
      ],
      outcomes: [outcome({ id, verdict: 'ruled-out', because: both(text) })],
      coverage: [
        coverage({ source, node, format: text, notes: [{ code: 'empty', detail: text }] }),
      ],
    }),
  );

it('stays within the width for any report', () => {
  fc.assert(
    fc.property(
      anyReport,
      fc.integer({ min: 40, max: 200 }),
      fc.constantFrom('en', 'zh'),
      (any, width, lang) => {
        expect(tooWide(any, { width, color: false, lang })).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
