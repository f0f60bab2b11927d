import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareCitations } from '../../src/model/observation.js';
import type { QuotedRecord, Triage } from '../../src/model/triage.js';
import { at, k3sLog } from '../support/storm.js';
import { triageOf } from '../support/triage.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-records-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'journal.log'), text);
  return folder;
};
const placeOf = ({ citation: { source, line } }: QuotedRecord): string => `${source}:${line}`;

describe('the records of a ring', () => {
  const triage = triageOf(['samples/k3s-ring/input']);

  it('stand in order of time, each once', async () => {
    const { records } = await triage;
    const citations = records.map(({ citation }) => citation);
    expect(citations).toEqual([...citations].sort(compareCitations));
    expect(new Set(records.map(placeOf)).size).toBe(records.length);
  });

  it('hold all that the findings cite, and say who cites them', async () => {
    const { report, records } = await triage;
    const byPlace = new Map(records.map((record) => [placeOf(record), record]));
    for (const { key, evidence } of report.findings) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { source, line, text } of evidence) {
        const record = byPlace.get(`${source}:${line}`);
        expect(record?.findings).toContain(key);
        expect(record?.citation.text).toBe(text);
      }
    }
    const cited = new Set(
      report.findings.flatMap(({ evidence, edges = [] }) =>
        [...evidence, ...edges.flatMap((edge) => edge.evidence)].map(
          ({ source, line }) => `${source}:${line}`,
        ),
      ),
    );
    expect(records.filter(({ findings }) => findings.length > 0).length).toBe(cited.size);
  });

  it('tell signals, node and level', async () => {
    const { records } = await triage;
    for (const { signals, citation, level } of records) {
      expect(signals.length).toBeGreaterThan(0);
      expect(citation.node).toMatch(/^server[123]$/);
      const said = /level=(\w+)/.exec(citation.text)?.[1];
      if (said) expect(level).toBe(said);
    }
    const levels = new Set(records.map(({ level }) => level));
    expect(levels.has('debug') && levels.has('info') && levels.has('warning')).toBe(true);
  });
});

it('a record that matches several signals names them all', async () => {
  const { records } = await triageOf(['samples/spegel-leader-election/input']);
  expect(records.some(({ signals }) => signals.length > 1)).toBe(true);
});

describe('the choice', () => {
  const LONG = k3sLog({ spoken: [[0, 240]], storm: [[5, 235]], starts: [1, 110] });

  it('is cut to the time that was asked for', async () => {
    const folder = write('cut', LONG);
    const { records } = await triageOf([folder], {
      since: { at: at(100) },
      until: { at: at(200) },
    });
    const times = records.map(({ citation }) => citation.time ?? 0);
    expect(records.length).toBeGreaterThan(5);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(at(100));
    expect(Math.max(...times)).toBeLessThanOrEqual(at(200));
  });

  it('is bounded, and rare signals are not lost in it', async () => {
    const hosts = Array.from({ length: 60 }, (_, no) => `h${no + 10}`);
    for (const host of hosts)
      write(`many/${host}`, k3sLog({ host, spoken: [[0, 12]], storm: [[1, 10]] }));
    write('many/h9', k3sLog({ host: 'h9', spoken: [[0, 12]], storm: [], starts: [3] }));
    const { records, report }: Triage = await triageOf([join(home, 'many')]);
    const cited = records.filter(({ findings }) => findings.length > 0).length;
    expect(records.length).toBeLessThanOrEqual(Math.max(2_000, cited));
    expect(records.length).toBeGreaterThan(1_500);
    expect(records.some(({ citation }) => citation.node === 'h9')).toBe(true);
    expect(new Set(records.map(({ citation }) => citation.node)).size).toBe(61);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it('holds no secret', async () => {
    const token =
      'K10a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6abcd::server:swordfish99';
    const line = `2025-04-15T08:00:05+0000 s1 k3s[812]: time="2025-04-15T08:00:05Z" level=info msg="Starting k3s v1.31.7+k3s1 (e566886) --token ${token}"\n`;
    const folder = write('secret', line + k3sLog({ spoken: [[1, 20]], storm: [[2, 19]] }));
    const triage = await triageOf([folder]);
    expect(triage.records.some(({ signals }) => signals.includes('k3s_started'))).toBe(true);
    expect(JSON.stringify(triage)).not.toContain('swordfish99');
  });

  it('holds records without a time as well, first', async () => {
    const plain = LONG.replaceAll(/^\S+ s1 k3s\[\d+\]: time="[^"]*" /gm, '');
    const { records } = await triageOf([write('plain', plain)]);
    for (const { citation } of records) expect(citation.time).toBeUndefined();
  });
});

it('the same input gives the same triage, in whatever order it comes', async () => {
  const there = readdirSync('samples/k3s-ring/input').map(
    (name) => `samples/k3s-ring/input/${name}`,
  );
  expect(there.length).toBe(3);
  const [one, other] = await Promise.all([triageOf(there), triageOf([...there].reverse())]);
  expect(other.timeline).toEqual(one.timeline);
  expect(other.records).toEqual(one.records);
  expect(other.explanations).toEqual(one.explanations);
});
