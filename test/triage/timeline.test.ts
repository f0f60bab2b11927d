import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnalyzeOptions } from '../../src/analyze.js';
import type { Histogram, Lane, Triage } from '../../src/model/triage.js';
import { openRulebook } from '../../src/rulebook/open.js';
import { LEADER_SIGNALS } from '../../src/triage/ticks.js';
import { builtinRules, compiledRules } from '../../src/version.js';
import { skewedRing } from '../support/skewed-ring.js';
import { at, k3sLog } from '../support/storm.js';
import { triageOf } from '../support/triage.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-timeline-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const LOOP = 'embedded-registry-loop';
const MINUTE_MS = 60_000;
const sum = ({ counts }: Histogram): number =>
  counts.reduce((total, [, count]) => total + count, 0);
const laneOf = ({ timeline }: Triage, node: string): Lane | undefined =>
  timeline.lanes.find((lane) => lane.node === node);

let folders = 0;
function run(
  files: Readonly<Record<string, string>>,
  options: Partial<AnalyzeOptions> = {},
): Promise<Triage> {
  folders += 1;
  const folder = join(home, String(folders));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return triageOf([folder], options);
}

describe('the ring of three servers', () => {
  const triage = triageOf(['samples/k3s-ring/input']);

  it('has a lane for each node, over the time of the input', async () => {
    const { report, timeline } = await triage;
    expect(timeline.lanes.map(({ node }) => node)).toEqual(['server1', 'server2', 'server3']);
    const ends = report.coverage.flatMap(({ from = [], to = [] }) => [from, to].flat());
    expect([timeline.from, timeline.to]).toEqual([Math.min(...ends), Math.max(...ends)]);
  });

  it('draws the records that the findings count, and those beside them', async () => {
    const { report, timeline } = await triage;
    const drawn = (key: string): number =>
      timeline.lanes.reduce((total, { byFinding }) => {
        const own = byFinding[key];
        return total + (own ? sum(own) : 0);
      }, 0);
    const counted = Object.fromEntries(
      report.findings.map(({ key, count }) => [key, count?.value]),
    );
    expect(drawn('etcd-slow-reads')).toBe(counted['etcd-slow-reads']);
    expect(drawn(LOOP)).toBeGreaterThanOrEqual(counted[LOOP] ?? 0);
    for (const { all, byFinding } of timeline.lanes) {
      for (const own of Object.values(byFinding)) expect(sum(own)).toBeLessThanOrEqual(sum(all));
    }
  });

  it('marks a storm of each finding on each of its nodes, inside its interval', async () => {
    const { report, timeline } = await triage;
    for (const { key, nodes, from = 0, to = 0, peak } of report.findings) {
      const lanes = timeline.lanes.filter(({ storms }) =>
        storms.some((one) => one.finding === key),
      );
      expect(lanes.map(({ node }) => node)).toEqual(nodes);
      const storms = lanes.flatMap((lane) => lane.storms.filter((one) => one.finding === key));
      expect(Math.min(...storms.map((one) => one.from))).toBe(from);
      expect(Math.max(...storms.map((one) => one.to))).toBe(to);
      expect(storms.map((one) => one.peak)).toContain(peak?.at);
    }
  });

  it('is plain data', async () => {
    const one = await triage;
    expect(structuredClone(one)).toEqual(one);
  });
});

it('a cluster without a fault has lanes without storms', async () => {
  const { timeline } = await triageOf(['samples/healthy/input']);
  expect(timeline.lanes.map(({ node, storms }) => [node, storms.length])).toEqual([
    ['hub-1', 0],
    ['hub-2', 0],
    ['hub-3', 0],
  ]);
  expect(
    timeline.lanes.flatMap(({ lost, byFinding }) => [...lost, ...Object.keys(byFinding)]),
  ).toEqual([]);
});

it('what belongs to no node stands in a last lane without a name', async () => {
  const { timeline, report } = await triageOf(['samples/spegel-leader-election/input']);
  expect(timeline.lanes.at(-1)?.node).toBe('');
  expect(timeline.lanes.at(-1)?.storms.map(({ finding }) => finding)).toEqual([
    report.findings[0]?.key,
  ]);
});

describe('storms, starts and losses of one server', () => {
  const log = k3sLog({
    spoken: [
      [0, 40],
      [70, 90],
    ],
    storm: [
      [10, 20],
      [75, 85],
    ],
    starts: [1, 72, 73],
  });

  it('stand where they were', async () => {
    const triage = await run({ 'journal.log': log });
    const lane = laneOf(triage, 's1');
    const minutes = (ms: number): number => Math.round((ms - at(0)) / MINUTE_MS);
    expect(lane?.ticks.map((tick) => [tick.kind, minutes(tick.at)])).toEqual([
      ['restart', 1],
      ['restart', 72],
      ['restart', 73],
    ]);
    expect(lane?.lost.map(({ from, to }) => [minutes(from), minutes(to)])).toEqual([[40, 70]]);
    const storms = lane?.storms.filter(({ finding }) => finding.startsWith(LOOP)) ?? [];
    expect(storms.map(({ from, to, open }) => [minutes(from), minutes(to), open])).toEqual([
      [10, 20, false],
      [75, 85, false],
    ]);
    for (const { from, peak, to } of storms) expect(peak >= from && peak <= to).toBe(true);
    const drawn = lane?.byFinding[triage.report.findings[0]?.key ?? ''];
    expect(drawn && sum(drawn)).toBe(2 * 10 * 30 * 4);
  });

  it('are cut to the time that was asked for', async () => {
    const triage = await run({ 'journal.log': log }, { since: { at: at(72.5) } });
    const lane = laneOf(triage, 's1');
    expect(triage.timeline.from).toBe(at(72.5));
    expect(lane?.ticks.map((tick) => tick.at)).toEqual([at(73)]);
    expect(lane?.lost).toEqual([]);
    expect(lane?.all.startMs).toBeGreaterThanOrEqual(at(72.5));
  });

  it('a storm that goes on where the log ends is open', async () => {
    const triage = await run({ 'journal.log': k3sLog({ spoken: [[0, 30]], storm: [[10, 30]] }) });
    expect(laneOf(triage, 's1')?.storms.map(({ open }) => open)).toEqual([true]);
  });

  it('a change of leader is a tick', async () => {
    const lines = [0, 1, 300].map((second) => {
      const ts = new Date(at(0) + second * 1000).toISOString();
      const msg = 'raft.node: 8e9e05c52164694d lost leader 91bc3c398fb3c146 at term 12';
      return `${JSON.stringify({ level: 'info', ts, logger: 'raft', msg })}\n`;
    });
    const { timeline } = await run({ 'etcd.log': lines.join('') });
    expect(timeline.lanes.flatMap(({ ticks }) => ticks)).toEqual([
      { kind: 'leader-change', at: at(0) },
      { kind: 'leader-change', at: at(5) },
    ]);
  });

  it('a log without any time has an empty timeline', async () => {
    const plain = log.replaceAll(/^\S+ s1 k3s\[\d+\]: time="[^"]*" /gm, '');
    const { timeline } = await run({ 'plain.log': plain });
    expect(timeline.lanes.flatMap(({ storms, ticks }) => [...storms, ...ticks])).toEqual([]);
  });
});

describe('clocks that are apart', () => {
  const FROM = Date.UTC(2025, 3, 22, 21, 50);
  const write = (aheadMs: readonly number[]) => skewedRing({ seed: 'lanes', from: FROM, aheadMs });
  const both = Promise.all([run(write([0, 0, 0])), run(write([0, 90_000, 0]))]);

  it('are told, and all lanes stand on one of them', async () => {
    const [plain, skewed] = await both;
    expect(plain.timeline.lanes.map(({ movedMs }) => movedMs)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const [first, second, third] = skewed.timeline.lanes;
    expect([first?.movedMs, third?.movedMs]).toEqual([undefined, undefined]);
    expect(Math.abs((second?.movedMs ?? 0) + 90_000)).toBeLessThan(20);
    const startOf = ({ timeline }: Triage, no: number): number =>
      timeline.lanes[no]?.storms[0]?.from ?? 0;
    for (const no of [0, 1, 2]) {
      expect(Math.abs(startOf(plain, no) - startOf(skewed, no))).toBeLessThan(20);
    }
  });

  it('move starts and quoted records as well', async () => {
    const [plain, skewed] = await both;
    const ticks = ({ timeline }: Triage) =>
      timeline.lanes.flatMap((lane) => lane.ticks.map((tick) => ({ node: lane.node, ...tick })));
    const [wanted, moved] = [ticks(plain), ticks(skewed)];
    expect(moved.map(({ node, kind }) => [node, kind])).toEqual(
      wanted.map(({ node, kind }) => [node, kind]),
    );
    expect(wanted.length).toBeGreaterThan(0);
    moved.forEach((tick, no) => {
      expect(Math.abs(tick.at - (wanted[no]?.at ?? 0))).toBeLessThan(20);
    });
    const times = ({ records }: Triage) => records.map(({ citation }) => citation.time ?? 0);
    expect(Math.abs(Math.max(...times(plain)) - Math.max(...times(skewed)))).toBeLessThan(20);
  });
});

it('the signals of a change of leader are those of the rules', async () => {
  const { signals } = await openRulebook([builtinRules()], compiledRules());
  const names = signals.map(({ name }) => name);
  for (const signal of LEADER_SIGNALS) expect(names).toContain(signal);
});
