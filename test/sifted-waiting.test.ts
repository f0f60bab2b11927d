import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { formatInstant } from '../src/model/time.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-sifted-waiting-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const START = Date.UTC(2025, 2, 1);
const DAY_MS = 86_400_000;

/** `2025-03-01 00:00:00` of a second behind the start. */
const wall = (second: number, pauseMs = 0): string =>
  new Date(START + second * 1000 + pauseMs).toISOString().slice(0, 19).replace('T', ' ');
const klogStamp = (time: string): string => `${time.slice(5, 7)}${time.slice(8)}.000001`;

/** What a report tells of the only source of a text, but for the counts of what was read. */
async function toldOf(name: string, lines: readonly string[], sieve: boolean) {
  const path = join(home, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  const windowSizes = { headBytes: 16_384, regionBytes: 32_768 };
  const { verdict, findings, outcomes, coverage } = await analyze({
    paths: [path],
    sieve,
    windowSizes,
  });
  const [only] = coverage;
  const { from = 0, to = 0, gaps = [], notes, sieved = 0 } = only ?? {};
  return {
    sieved,
    told: { verdict, findings, outcomes, notes },
    from: formatInstant(from),
    to: formatInstant(to),
    gaps: gaps.map((gap) => Math.round((gap.to - gap.from) / DAY_MS)),
  };
}

const journal = Array.from({ length: 1_200 }, (_, second) => {
  const iso = wall(second).replace(' ', 'T');
  const text = second === 0 ? 'Starting k3s v1.31.7+k3s1 (abc)' : `Wrote ping number ${second % 9}`;
  return `${iso}+00:00 srv1 k3s[900]: time="${iso}Z" level=debug msg="${text}"`;
});

describe('a pause before lines that wait for year or zone', () => {
  it.each([
    ['klog', (time: string) => `I${klogStamp(time)}     1 main.go:12] nothing of note`],
    ['capnslog', (time: string) => `${time}.000001 I | etcdserver: nothing of note`],
  ])('is told with the sieve as without: %s', async (name, line) => {
    const behind = Array.from({ length: 30 }, (_, no) => line(wall(1_200 + no, 3 * DAY_MS)));
    const lines = [...journal, ...behind];
    const [on, off] = [await toldOf(name, lines, true), await toldOf(name, lines, false)];
    expect(on.sieved).toBeGreaterThan(100);
    expect(off.gaps).toEqual([3]);
    expect({ ...on, sieved: 0 }).toEqual({ ...off, sieved: 0 });
  });
});

it('is not told of lines that only were left out', async () => {
  const on = await toldOf('steady', journal, true);
  expect(on.sieved).toBeGreaterThan(100);
  expect(on.gaps).toEqual([]);
});

describe('a year that is told far behind the first lines', () => {
  /** Short journal of a kubelet; line 500 begins an incident, the line before the last ten tells the year. */
  const yearAt = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, second) => {
      const time = wall(second);
      const prefix = `Mar ${String(Number(time.slice(8, 10))).padStart(2)} ${time.slice(11)} srv1 k3s[900]: `;
      const lost = 'leaderelection.go:332] "leaderelection lost"';
      if (second === 500) return `${prefix}E${klogStamp(time)} 900 ${lost}`;
      if (second === count - 10)
        return `${prefix}time="${time.replace(' ', 'T')}Z" level=error msg="leaderelection lost for k3s"`;
      return `${prefix}E${klogStamp(time)} 900 x.go:12] nothing of note ${second}`;
    });

  it.each([6_900, 20_500])('holds for these in both modes, with %i lines', async (count) => {
    const name = `late-${count}`;
    const [on, off] = [
      await toldOf(name, yearAt(count), true),
      await toldOf(name, yearAt(count), false),
    ];
    expect(on.sieved).toBeGreaterThan(1_000);
    expect(off).toMatchObject({ from: '2025-03-01T00:00:00.000001Z', gaps: [] });
    expect({ ...on, sieved: 0 }).toEqual({ ...off, sieved: 0 });
  });
});
