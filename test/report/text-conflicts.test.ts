import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import type { NodeConflict } from '../../src/model/fact.js';
import type { NodeInfo, Report } from '../../src/model/report.js';
import { renderJson } from '../../src/report/json.js';
import { renderText } from '../../src/report/text.js';
import { report } from './fixtures.js';

const place = (source: string, line = 1) => ({ source, line, text: 'text' });
const version: NodeConflict = {
  field: 'version',
  values: ['v1.31.7+k3s1', 'v1.31.8+k3s1'],
  evidence: [place('server1.log', 7), place('k3s/version')],
};
const address: NodeConflict = {
  field: 'address',
  values: ['10.0.0.100'],
  evidence: ['a/ip', 'b/ip', 'c/ip', 'd/ip'].map((source) => place(source)),
};
const setting: NodeConflict = {
  field: 'setting',
  setting: 'tls-san',
  values: ['a', 'b'],
  evidence: [place('nodes.json', 3), place('config.yaml', 2)],
};
const withConflicts = (...all: readonly (readonly NodeConflict[])[]): Report =>
  report({
    cluster: {
      products: ['k3s'],
      nodes: all.map(
        (conflicts, no): NodeInfo => ({
          name: `server${no + 1}`,
          addresses: [],
          ...(conflicts.length > 0 ? { conflicts } : {}),
        }),
      ),
    },
  });
const sectionOf = (given: Report, lang: 'en' | 'zh' = 'en'): string =>
  renderText(given, { width: 100, color: false, lang })
    .split('\n\n')
    .find((part) => /SOURCES DISAGREE|来源不一致/.test(part)) ?? '';

it('says who disagrees on what, and where each value stands', () => {
  expect(sectionOf(withConflicts([version, setting], [])).split('\n')).toEqual([
    'SOURCES DISAGREE (2)',
    '  - server1 · version: v1.31.7+k3s1 (server1.log:7), v1.31.8+k3s1 (k3s/version:1)',
    '  - server1 · tls-san: a (nodes.json:3), b (config.yaml:2)',
  ]);
  expect(sectionOf(withConflicts([version]), 'zh').split('\n')).toEqual([
    '来源不一致（1）',
    '  - server1 · 版本：v1.31.7+k3s1（server1.log:7）、v1.31.8+k3s1（k3s/version:1）',
  ]);
});

it('tells an address that two nodes claim once, with a few places', () => {
  expect(sectionOf(withConflicts([address], [address])).split('\n')).toEqual([
    'SOURCES DISAGREE (1)',
    '  - address: 10.0.0.100 (a/ip:1, b/ip:1, c/ip:1)',
  ]);
});

it('says nothing where sources agree', () => {
  expect(sectionOf(withConflicts([], []))).toBe('');
});

it('stays short', () => {
  const many = Array.from({ length: 30 }, (_, no) => ({ ...setting, setting: `key-${no}` }));
  const lines = sectionOf(withConflicts(many)).split('\n');
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toContain('22');
});

it('keeps the schema', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync('rules/report.schema.json', 'utf8')),
  );
  const given = withConflicts([version, address, setting], []);
  const json: unknown = JSON.parse(renderJson(given, { width: 80, color: false, lang: 'en' }));
  expect(validate(json) || validate.errors).toBe(true);
});
