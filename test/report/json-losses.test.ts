import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import type { BoundCode, CoverageNoteCode, GapReason } from '../../src/model/report.js';
import { renderJson } from '../../src/report/json.js';
import { en } from '../../src/report/words-en.js';
import { coverage, finding, report } from './fixtures.js';

const validate = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync('rules/report.schema.json', 'utf8')),
);
const rendered = (of: ReturnType<typeof report>) =>
  JSON.parse(renderJson(of, { width: 80, color: false, lang: 'en' }));
const whys: readonly GapReason[] = ['lost', 'silent', 'stopped', 'rotated'];
const codes = Object.keys(en.note) as readonly CoverageNoteCode[];
const bounds = (Object.keys(en.bound) as readonly BoundCode[]).map((code) => ({ code, count: 3 }));

const whole = rendered(
  report({
    findings: [finding({ from: 0, to: 1000, openStart: true, openEnd: true })],
    coverage: [
      coverage({
        gaps: [...whys.map((why) => ({ from: 0, to: 1000, why })), { from: 0, to: 1000 }],
        notes: codes.map((code) => ({ code, detail: 'a' })),
      }),
    ],
    bounds,
  }),
);

it('writes what is missing as the schema has it', () => {
  expect(validate(whole) ? [] : validate.errors).toEqual([]);
  expect(whole.findings[0]).toMatchObject({ openStart: true, openEnd: true });
  expect(whole.coverage[0].gaps.map(({ why }: { why?: string }) => why)).toEqual([
    ...whys,
    undefined,
  ]);
  expect(whole.bounds).toEqual(bounds);
});

it('leaves out what was kept and seen', () => {
  const plain = rendered(report({ findings: [finding()], coverage: [coverage()] }));
  expect(plain).not.toHaveProperty('bounds');
  expect(plain.findings[0]).not.toHaveProperty('openStart');
  expect(plain.findings[0]).not.toHaveProperty('openEnd');
});

it.each([
  ['a reason of its own', { gaps: [{ from: 0, to: 1, why: 'bored' as GapReason }] }],
  ['a note of its own', { notes: [{ code: 'bored' as CoverageNoteCode }] }],
])('refuses %s', (_name, part) => {
  expect(validate(rendered(report({ coverage: [coverage(part)] })))).toBe(false);
});
