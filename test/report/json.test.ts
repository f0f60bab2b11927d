import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Look } from '../../src/model/report.js';
import { renderJson } from '../../src/report/json.js';
import { both, cite, coverage, finding, fixtures, k0s, report, ring } from './fixtures.js';

const look: Look = { width: 80, color: false, lang: 'en' };
const validate = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(readFileSync('rules/report.schema.json', 'utf8')),
);
const rendered = (of = ring, lang: Look['lang'] = 'en'): unknown =>
  JSON.parse(renderJson(of, { ...look, lang }));
const ofFinding = (part: Parameters<typeof finding>[0], lang?: Look['lang']): unknown =>
  valueAt(rendered(report({ findings: [finding(part)] }), lang), 'findings.0');

/** What stands at a path like `findings.0.id`. */
function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => {
    if (typeof value !== 'object' || value === null) throw new Error(`nothing at ${path}`);
    return Reflect.get(value, key);
  }, json);
}

const keysAt = (json: unknown, path: string): string =>
  Object.keys(Object(valueAt(json, path))).join(' ');

/** The ring with another value at a path; `undefined` takes the key away. */
function changed(path: string, value: unknown): unknown {
  const json = rendered();
  const cut = path.lastIndexOf('.');
  const owner = Object(cut === -1 ? json : valueAt(json, path.slice(0, cut)));
  Reflect.set(owner, path.slice(cut + 1), value);
  return JSON.parse(JSON.stringify(json));
}

describe('the schema', () => {
  it.each(Object.entries(fixtures))('accepts the report %s', (_name, fixture) => {
    for (const lang of ['en', 'zh'] as const) {
      validate(JSON.parse(renderJson(fixture, { ...look, lang })));
      expect(validate.errors).toBeNull();
    }
  });

  it('accepts the report the changes below start from', () => {
    expect(validate(changed('verdict', 'explained'))).toBe(true);
  });

  it.each([
    ['another schema', 'schema', 'hotplane.report/2'],
    ['an unknown key', 'extra', 1],
    ['an unknown key of a finding', 'findings.0.extra', 1],
    ['an unknown key of a citation', 'findings.0.evidence.0.extra', 1],
    ['an unknown key of a fix', 'findings.0.fix.extra', 1],
    ['an unknown key of a source', 'coverage.0.extra', 1],
    ['an unknown verdict', 'verdict', 'fine'],
    ['an unknown outcome', 'outcomes.0.verdict', 'maybe'],
    ['an unknown confidence', 'findings.0.confidence', 'certain'],
    ['an unknown severity', 'findings.0.severity', 'urgent'],
    ['an unknown role', 'findings.0.role', 'culprit'],
    ['an unknown status', 'findings.0.affected.0.status', 'maybe'],
    ['a time without zone', 'findings.0.from', '2025-04-15T08:12:03'],
    ['a time with another zone', 'coverage.0.to', '2025-04-15T08:12:03+02:00'],
    ['a hash in upper case', 'findings.0.evidence.0.sha256', '0F'.repeat(32)],
    ['a line 0', 'findings.0.evidence.0.line', 0],
    ['null', 'findings.0.to', null],
    ['a missing key', 'findings.0.explainedBy', undefined],
    ['no outcomes', 'outcomes', undefined],
  ])('refuses %s', (_name, path, value) => {
    expect(validate(changed(path, value))).toBe(false);
  });
});

it('writes the keys in the order of the contract', () => {
  const json = rendered();
  expect(Object.keys(Object(json)).join(' ')).toBe(
    'schema tool verdict cluster findings outcomes coverage',
  );
  expect(keysAt(json, 'findings.0')).toBe(
    'id key severity confidence role conclusion title cause nodes from to assumed count peak rate affected fix topology explains explainedBy evidence references',
  );
  expect(keysAt(json, 'findings.0.evidence.0')).toBe('source line sha256 time node text');
  expect(keysAt(json, 'coverage.2')).toBe(
    'source node format lines sieved records unparsed clipped suppressed from to assumed gaps role notes',
  );
});

it('ends with a newline and indents by two', () => {
  expect(renderJson(ring, look)).toMatch(
    /^\{\n {2}"schema": "hotplane\.report\/1",\n[\s\S]*\n\}\n$/,
  );
});

it('gives the same bytes whatever the width and colour', () => {
  expect(renderJson(ring, { ...look, width: 40, color: true })).toBe(renderJson(ring, look));
});

it('leaves out what is absent', () => {
  const json = ofFinding({});
  expect(Object.keys(Object(json)).join(' ')).toBe(
    'id key severity confidence role title cause nodes affected fix explains explainedBy evidence references',
  );
  expect(valueAt(json, 'fix')).toEqual({ steps: [], workaround: [] });
});

it('keeps the settings of a fix by their path', () => {
  expect(valueAt(rendered(k0s), 'findings.0.fix.configuration')).toEqual({
    'spec.network.nodeLocalLoadBalancing': { enabled: true, type: 'EnvoyProxy' },
  });
});

it('drops null inside settings', () => {
  const fix = { upgrade: false, steps: [], workaround: [], conflicts: [] };
  const configuration = { a: null, b: [1, null], c: { d: null } };
  const json = ofFinding({ fix: { ...fix, configuration } });
  expect(valueAt(json, 'fix.configuration')).toEqual({ b: [1], c: {} });
});

it('speaks the language asked for and fills placeholders once', () => {
  const part = { cause: both('{a} on {b}', '{b} 上的 {a}'), args: { a: '{b}', b: 'server1' } };
  expect(valueAt(ofFinding(part), 'cause')).toBe('{b} on server1');
  expect(valueAt(ofFinding(part, 'zh'), 'cause')).toBe('server1 上的 {b}');
});

it('falls back to English', () => {
  expect(valueAt(ofFinding({ title: both('only English', '') }, 'zh'), 'title')).toBe(
    'only English',
  );
});

it('leaves a placeholder without argument as it is, even one named like a method', () => {
  const json = ofFinding({ cause: both('{constructor} {nope}'), args: {} });
  expect(valueAt(json, 'cause')).toBe('{constructor} {nope}');
});

it('keeps microseconds', () => {
  const time = Date.parse('2025-04-15T08:12:03Z') + 0.123;
  const json = ofFinding({ evidence: [cite({ time })] });
  expect(valueAt(json, 'evidence.0.time')).toBe('2025-04-15T08:12:03.000123Z');
});

it('leaves out a time that RFC 3339 cannot write', () => {
  const json = ofFinding({ from: Number.NaN, to: 1e15, peak: { perMinute: 1, at: Number.NaN } });
  expect(keysAt({ json }, 'json')).not.toMatch(/from|to |peak/);
});

it('shortens cited text beyond 2,000 characters in the middle and says so', () => {
  const text = `${'a'.repeat(4000)}${'z'.repeat(3120)}`;
  const cited = valueAt(ofFinding({ evidence: [cite({ text })] }), 'evidence.0.text');
  expect(cited).toHaveLength(2000);
  expect(cited).toMatch(/^a{900,}… 5148 characters left out …z{900,}$/);
});

it('keeps cited text of exactly 2,000 characters, also of two units each', () => {
  const text = '😀'.repeat(2000);
  expect(valueAt(ofFinding({ evidence: [cite({ text })] }), 'evidence.0.text')).toBe(text);
});

it('shows bytes of invalid UTF-8 and lone surrogates as U+FFFD', () => {
  const json = ofFinding({ evidence: [cite({ text: 'a\ud800b\u{10ff80}c' })] });
  expect(valueAt(json, 'evidence.0.text')).toBe('a\ufffdb\ufffdc');
});

it('names muted findings', () => {
  expect(valueAt(rendered(report({ muted: ['oom-kill'] })), 'muted')).toEqual(['oom-kill']);
});

it('names what a source suffered', () => {
  const notes = [{ code: 'unreadable' as const, detail: 'EACCES' }];
  const json = rendered(report({ coverage: [coverage({ notes })] }));
  expect(valueAt(json, 'coverage.0.notes')).toEqual(notes);
});
