import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnalyzeOptions, analyze } from '../src/analyze.js';
import type { Finding, Report } from '../src/model/report.js';
import { formatInstant } from '../src/model/time.js';
import { renderJson } from '../src/report/json.js';
import { renderText } from '../src/report/text.js';
import { fileLines } from './support/read-back.js';
import { skewedRing } from './support/skewed-ring.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-skew-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FROM = Date.UTC(2025, 3, 22, 21, 50) + 0.125;
const NAMES = ['s1', 's2', 's3'];

function writeRing(aheadMs: readonly number[], folder: string, elections: number): string {
  const path = join(home, folder);
  if (existsSync(path)) return path;
  mkdirSync(path, { recursive: true });
  const files = skewedRing({ seed: 'skew', from: FROM, aheadMs, elections });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const ringOf = (aheadMs: readonly number[], options: Partial<AnalyzeOptions> = {}, elections = 3) =>
  analyze({
    paths: [writeRing(aheadMs, `${aheadMs.join('_')}-${elections}`, elections)],
    ...options,
  });

const gist = ({ id, confidence, role, conclusion, nodes, cycles, explains, count }: Finding) => ({
  id,
  confidence,
  role,
  conclusion,
  nodes,
  cycles,
  explains,
  count,
});
const loopIn = ({ findings }: Report) => findings.find(({ id }) => id === 'embedded-registry-loop');
const look = { width: 200, color: false, lang: 'en' } as const;

describe('a ring on three servers, the second 90 s ahead, the third 3 h behind', () => {
  const AHEAD = [0, 90_000, -3 * HOUR_MS];
  const both = Promise.all([ringOf([0, 0, 0]), ringOf(AHEAD)]);

  it('tells how far each clock is off', async () => {
    const [, skewed] = await both;
    const clocks = skewed.cluster.clocks ?? [];
    expect(
      clocks.map(({ node, corrected, zoneMinutes }) => [node, corrected, zoneMinutes]),
    ).toEqual([
      ['s1', false, undefined],
      ['s2', true, undefined],
      ['s3', true, -180],
    ]);
    clocks.forEach(({ offsetMs, uncertaintyMs }, no) => {
      expect(Math.abs(offsetMs - (AHEAD[no] ?? 0))).toBeLessThanOrEqual(uncertaintyMs);
      expect(uncertaintyMs).toBeLessThan(20);
    });
  });

  it('finds what it finds with clocks that agree, at the same time', async () => {
    const [plain, skewed] = await both;
    expect(skewed.findings.map(gist)).toEqual(plain.findings.map(gist));
    expect(loopIn(skewed)).toMatchObject({ confidence: 'confirmed', conclusion: 'ring' });
    for (const [no, { from = 0, to = 0 }] of skewed.findings.entries()) {
      expect(Math.abs(from - (plain.findings[no]?.from ?? 0))).toBeLessThan(20);
      expect(Math.abs(to - (plain.findings[no]?.to ?? 0))).toBeLessThan(20);
    }
  });

  it('cites lines with the time they give', async () => {
    const [, skewed] = await both;
    const json = JSON.parse(renderJson(skewed, look));
    const cited = json.findings.flatMap(({ evidence }: { evidence: readonly Cited[] }) => evidence);
    expect(new Set(cited.map(({ node }: Cited) => node))).toEqual(new Set(NAMES));
    for (const { source, line, time } of cited) {
      const entry = JSON.parse(String(fileLines(source)[line - 1]));
      expect(time).toBe(formatInstant(Number(entry.__REALTIME_TIMESTAMP) / 1000));
    }
  });

  it('says so in a sentence for each clock', async () => {
    const [plain, skewed] = await both;
    const text = renderText(skewed, look);
    expect(text).toContain('The clock of s2 is 1 min 30 s ahead of that of s1 (give or take ');
    expect(text).toContain(
      'The times of s3 are 3 h behind those of s1, as by a mistaken time zone',
    );
    expect(text).toContain(
      'this report counts time by the clock of s1, quoted lines keep their own.',
    );
    expect(renderText(plain, look)).not.toContain('CLOCKS APART');
    expect(renderText(skewed, { ...look, lang: 'zh' })).toContain('s2 的时钟比 s1 快 1 分 30 秒');
  });

  it('counts relative limits back from the newest record on the common clock', async () => {
    const [plain, skewed] = await Promise.all(
      [[0, 0, 0], AHEAD].map((ahead) =>
        ringOf(ahead, { since: { beforeNewestMs: 3 * MINUTE_MS } }),
      ),
    );
    expect(skewed?.findings.map(gist)).toEqual(plain?.findings.map(gist));
    expect(loopIn(skewed ?? (await both)[1])?.nodes).toEqual(NAMES);
  });

  it('takes absolute limits as times of the common clock', async () => {
    const { findings } = await ringOf(AHEAD, { until: { at: FROM + MINUTE_MS } });
    expect(findings).toEqual([]);
  });
});

interface Cited {
  readonly source: string;
  readonly line: number;
  readonly time: string;
  readonly node: string;
}

it('moves nothing where no records pair', async () => {
  const { cluster, findings } = await ringOf([0, 90_000, 0], {}, 0);
  expect(cluster.clocks).toBeUndefined();
  expect(findings.map(({ id }) => id)).toContain('embedded-registry-loop');
});

it('reads the clock a real cluster had: server1 an hour ahead', async () => {
  const { cluster } = await analyze({
    paths: ['test/data/real-logs/etcd/clockskew-const-3.4.23-zap'],
  });
  const [first, ...others] = cluster.clocks ?? [];
  expect(first).toMatchObject({ node: 'server1', corrected: true });
  expect(Math.abs((first?.offsetMs ?? 0) - HOUR_MS)).toBeLessThanOrEqual(first?.uncertaintyMs ?? 0);
  expect(others.map(({ corrected }) => corrected)).toEqual([false, false]);
});

it.each([
  'healthy-cluster3-3.5.16-zap',
  'partition-3.4.23-capnslog',
  'slowdisk-cluster3-all-3.4.23-capnslog',
  'planned-rolling-upgrade-3.4-3.5-zap',
])('sees no skew in %s', async (name) => {
  const { cluster } = await analyze({ paths: [`test/data/real-logs/etcd/${name}`] });
  expect(cluster.clocks?.length).toBe(3);
  expect(cluster.clocks?.filter(({ corrected }) => corrected)).toEqual([]);
});

describe('stamps without a zone, of nodes in different zones', () => {
  const SET = 'test/data/real-logs/etcd/memberkill-3.4.23-capnslog';

  /** The logs of three members of one cluster, the last one's stamps `minutes` east of the others. */
  function writeZones(minutes: number): string {
    const path = join(home, `zones${minutes}`);
    mkdirSync(path, { recursive: true });
    for (const [no, name] of ['server1', 'server2', 'server3'].entries()) {
      const lines = fileLines(`${SET}/${name}.log.gz`).map(String);
      const moved = no < 2 ? lines : lines.map((line) => moveStamp(line, minutes));
      writeFileSync(join(path, `${name}.log`), `${moved.join('\n')}\n`);
    }
    return path;
  }

  /** `2026-11-21 06:25:54…` or `raft2026/11/21 06:25:54…`, so many minutes later. */
  const moveStamp = (line: string, minutes: number): string =>
    line.replace(/(\d{4})([-/])(\d\d)[-/](\d\d) (\d\d:\d\d:\d\d)/, (_, y, mark, m, d, time) => {
      const at = Date.parse(`${y}-${m}-${d}T${time}Z`) + minutes * MINUTE_MS;
      const text = new Date(at).toISOString();
      return `${text.slice(0, 10).replaceAll('-', mark)} ${text.slice(11, 19)}`;
    });

  const spans = ({ coverage }: Report) =>
    coverage.map(({ node, from, to }) => ({ node, from, to }));

  it.each([-180, 345])('are told to be %i minutes apart, and are joined', async (minutes) => {
    const [plain, zoned] = await Promise.all(
      [0, minutes].map((it) => analyze({ paths: [writeZones(it)] })),
    );
    const clock = zoned?.cluster.clocks?.find(({ node }) => node === 'server3');
    expect(clock).toMatchObject({ zoneMinutes: minutes, corrected: true });
    expect(zoned && spans(zoned)).toEqual(plain && spans(plain));
  });
});
