import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/report.js';
import { renderJson } from '../../src/report/json.js';
import { renderText } from '../../src/report/text.js';
import { at, both, coverage, finding, outcome, report } from './fixtures.js';

const LOOK = { width: 80, color: false, lang: 'en' } as const;
const DAY = 86_400_000;
const storm = (no: number, over: Partial<Finding> = {}): Finding =>
  finding({
    id: 'loop',
    key: `loop#${no}`,
    title: both('A loop'),
    from: at('2025-03-01T02:00:00Z') + no * DAY,
    to: at('2025-03-01T02:20:00Z') + no * DAY,
    count: { value: 400 + no, atLeast: false },
    ...over,
  });
const reads = (no: number, over: Partial<Finding> = {}): Finding =>
  storm(no, {
    id: 'reads',
    key: `reads#${no}`,
    title: both('Slow reads'),
    role: 'symptom',
    explainedBy: ['loop'],
    symptomOf: [`loop#${no}`],
    ...over,
  });
const days = Array.from({ length: 30 }, (_, no) => no + 1);
const lines = (findings: readonly Finding[]): readonly string[] =>
  renderText(report({ verdict: 'explained', findings }), LOOK).split('\n');
const titles = (findings: readonly Finding[]): readonly string[] =>
  lines(findings).filter((line) => /^ *(?:\d\.|>) /.test(line));

describe('thirty daily storms with a symptom each', () => {
  const all = [...days.map((no) => storm(no)), ...days.map((no) => reads(no))];

  it('are one storm and one symptom in full', () => {
    expect(titles(all)).toEqual(['1. A loop', '  > Slow reads']);
    expect(lines(all)).toContain('Since       2025-03-31 02:00:00 – 02:20:00 UTC (20 min)');
    expect(lines(all).length).toBeLessThan(60);
  });

  it('are counted on top', () => {
    const head = lines(all).slice(0, 4).join('\n');
    expect(head).toContain('30 incidents between 2025-03-02 02:00:00 and 2025-03-31 02:20:00 UTC');
    expect(head).toContain('and 1 symptom of it');
  });

  it('have a line each for the latest, and one for the rest', () => {
    const from = lines(all).findIndex((line) => line.startsWith('Also '));
    expect(lines(all).slice(from, from + 3)).toEqual([
      'Also        29 other incidents of the same kind:',
      '              2025-03-30 02:00:00 – 02:20:00 · server1 · 429 records',
      '              2025-03-29 02:00:00 – 02:20:00 · server1 · 428 records',
    ]);
    expect(lines(all)[from + 7]).toBe(
      '              … and 23 more between 2025-03-02 and 2025-03-24 in -o json',
    );
  });
});

it('shows the surest, and says where others are less sure', () => {
  const shown = lines([storm(1), storm(2, { confidence: 'probable' })]);
  expect(shown).toContain('Since       2025-03-02 02:00:00 – 02:20:00 UTC (20 min)');
  expect(shown.find((line) => line.includes('402 records'))).toMatch(/ probable$/);
});

it('tells what stands for itself apart from what something explains', () => {
  const alone = reads(9, { role: 'root-cause', explainedBy: [], symptomOf: [] });
  expect(titles([storm(1), alone, reads(1)])).toEqual([
    '1. A loop',
    '  > Slow reads',
    '2. Slow reads',
  ]);
});

it('counts as sources what it lists as read', () => {
  const files = [coverage(), coverage({ source: 'etc/config.yaml', role: 'configuration' })];
  const shown = renderText(report({ coverage: files }), LOOK);
  expect(shown).toContain('1 source · ');
  expect(shown).toContain('READ (1 source)');
});

it('says that the other nodes have to be asked where these have told all', () => {
  const asked = outcome({ id: 'loop', verdict: 'present', collect: ['journalctl -u k3s'] });
  const shown = (collectOn?: 'other-nodes'): string =>
    renderText(
      report({
        verdict: 'explained',
        findings: [storm(1, { confidence: 'probable' })],
        outcomes: [collectOn ? { ...asked, collectOn } : asked],
      }),
      LOOK,
    );
  expect(shown()).toContain('To confirm  journalctl -u k3s\n');
  expect(shown('other-nodes')).toMatch(
    /To confirm {2}What the nodes .* other nodes:\n +journalctl/,
  );
});

it('names in JSON the release of each node where they need several', () => {
  const needs = (...releases: readonly string[]): unknown => {
    const affected = releases.map((fix, no) => ({
      ...{ node: `s${no}`, fix, status: 'affected' as const },
    }));
    const json = JSON.parse(renderJson(report({ findings: [finding({ affected })] }), LOOK));
    return json.findings[0].fix.byNode;
  };
  expect(needs('v1.30.12', 'v1.31.8')).toEqual({ s0: 'v1.30.12', s1: 'v1.31.8' });
  expect(needs('v1.31.8', 'v1.31.8')).toBeUndefined();
});
