import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnalyzeOptions } from '../src/analyze.js';
import type { Coverage, Finding, Report } from '../src/model/report.js';
import {
  at,
  diagnoseFiles,
  k3sLog,
  type LogOptions,
  loopOf,
  loopOutcome,
} from './support/storm.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-losses-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let folders = 0;
function run(
  files: Readonly<Record<string, string>>,
  options: Partial<AnalyzeOptions> = {},
): Promise<Report> {
  folders += 1;
  return diagnoseFiles(join(home, String(folders)), files, options);
}
const one = (options: LogOptions, more: Partial<AnalyzeOptions> = {}): Promise<Report> =>
  run({ 'journal.log': k3sLog(options) }, more);

const ends = ({ openStart, openEnd, count }: Partial<Finding> = {}): unknown => [
  openStart ?? false,
  openEnd ?? false,
  count?.atLeast,
];
const atLeast = ({ findings }: Report): readonly unknown[] =>
  findings.filter(({ id }) => id === 'embedded-registry-loop').map(({ count }) => count?.atLeast);
const coverageOf = ({ coverage }: Report, name: string): Coverage | undefined =>
  coverage.find(({ source }) => source.endsWith(`/${name}`));
const gapsOf = (report: Report, name: string): unknown =>
  coverageOf(report, name)?.gaps.map(({ from, to, why }) => [
    Math.round((from - at(0)) / 60_000),
    Math.round((to - at(0)) / 60_000),
    why,
  ]);

describe('the ends of a storm', () => {
  it.each<[string, LogOptions, unknown]>([
    ['in the midst of the log', { spoken: [[0, 90]], storm: [[40, 60]] }, [false, false, false]],
    ['from the first line on', { spoken: [[0, 90]], storm: [[0, 20]] }, [true, false, true]],
    [
      'from the start of the product on, which the log shows',
      { spoken: [[0, 90]], storm: [[0, 20]], starts: [0] },
      [false, false, false],
    ],
    ['up to the last line', { spoken: [[0, 90]], storm: [[70, 90]] }, [false, true, false]],
    [
      'a minute before the last line',
      { spoken: [[0, 90]], storm: [[70, 89]] },
      [false, false, false],
    ],
    ['all the time', { spoken: [[0, 30]], storm: [[0, 30]] }, [true, true, true]],
  ])('%s', async (_name, options, wanted) => {
    expect(ends(loopOf(await one(options)))).toEqual(wanted);
  });

  it('that the user cut off are open, but nothing is missing', async () => {
    const log = { spoken: [[0, 90]], storm: [[20, 70]] } as const;
    const report = await one(log, { since: { at: at(30) }, until: { at: at(60) } });
    expect(ends(loopOf(report))).toEqual([true, true, false]);
  });

  it('are seen where the file before holds what came first', async () => {
    const all = k3sLog({ spoken: [[0, 90]], storm: [[45, 60]] }).split(/(?<=\n)/);
    const half = all.findIndex((line) => line.includes('Serving'));
    const [before, after] = [all.slice(0, half).join(''), all.slice(half).join('')];
    expect(ends(loopOf(await run({ 'k3s.log': after })))).toEqual([true, false, true]);
    const both = await run({ 'k3s.log': after, 'k3s.log.1': before });
    expect(ends(loopOf(both))).toEqual([false, false, false]);
  });
});

describe('a log that falls silent in a storm', () => {
  const storm: LogOptions = {
    spoken: [
      [0, 50],
      [90, 140],
    ],
    storm: [
      [40, 50],
      [90, 100],
    ],
  };
  const elsewhere: LogOptions = { ...storm, storm: [[10, 20]] };
  const cron = (host: string): string =>
    Array.from({ length: 28 }, (_, no) => {
      const time = new Date(at(no * 5)).toISOString().slice(0, 19);
      return `${time}+0000 ${host} CRON[${no + 400}]: pam_unix(cron:session): session opened for user root\n`;
    }).join('');

  it('has lost lines: the process went on', async () => {
    const report = await one(storm);
    expect(gapsOf(report, 'journal.log')).toEqual([[50, 90, 'silent']]);
    expect(new Set(atLeast(report))).toEqual(new Set([true]));
  });

  it('has lost them for certain where the machine went on', async () => {
    const report = await run({ 'journal.log': k3sLog(storm), 'cron.log': cron('s1') });
    expect(gapsOf(report, 'journal.log')).toEqual([[50, 90, 'lost']]);
    expect(new Set(atLeast(report))).toEqual(new Set([true]));
  });

  it('takes no witness from another machine', async () => {
    const report = await run({ 'journal.log': k3sLog(storm), 'cron.log': cron('s2') });
    expect(gapsOf(report, 'journal.log')).toEqual([[50, 90, 'silent']]);
  });

  it('has lost nothing where another log of the node holds the lines', async () => {
    const whole = k3sLog({ ...storm, spoken: [[0, 140]] });
    const report = await run({ 'journal.log': k3sLog(storm), 'syslog.log': whole });
    expect(gapsOf(report, 'journal.log')).toEqual([[50, 90, undefined]]);
    expect(new Set(atLeast(report))).toEqual(new Set([false]));
  });

  it('has lost nothing where the program was stopped', async () => {
    const report = await one({ ...storm, pid: (minute) => (minute < 60 ? 812 : 2044) });
    expect(gapsOf(report, 'journal.log')).toEqual([[50, 90, 'stopped']]);
    expect(new Set(atLeast(report))).toEqual(new Set([false]));
  });

  it('has lost nothing of a storm that was over', async () => {
    const report = await one(elsewhere);
    expect(gapsOf(report, 'journal.log')).toEqual([[50, 90, 'silent']]);
    expect(atLeast(report)).toEqual([false]);
  });

  it('is told the same whether or not lines are set aside unread', async () => {
    const windowSizes = { headBytes: 8192, regionBytes: 8192 };
    const told = async (sieve: boolean): Promise<unknown> => {
      const report = await one(storm, { sieve, windowSizes });
      return [gapsOf(report, 'journal.log'), report.findings.map(ends)];
    };
    expect(await told(true)).toEqual(await told(false));
  });

  it('tells nothing where it is never known to speak always', async () => {
    const report = await one({ spoken: storm.spoken.map(([from]) => [from, from + 2]), storm: [] });
    expect(gapsOf(report, 'journal.log')).toEqual([[2, 90, undefined]]);
  });
});

describe('rotated files', () => {
  const storm: LogOptions = { spoken: [[0, 140]], storm: [[40, 100]] };
  const part = (from: number, to: number): string =>
    k3sLog({ spoken: [[from, to]], storm: storm.storm });

  it('lack the one between by its number', async () => {
    const report = await run({ 'syslog.2': part(0, 50), syslog: part(60, 140) });
    expect(gapsOf(report, 'syslog')).toEqual([[50, 60, 'rotated']]);
    expect(new Set(atLeast(report))).toEqual(new Set([true]));
  });

  it('lack nothing where the numbers follow each other', async () => {
    const report = await run({ 'syslog.1': part(0, 50), syslog: part(60, 140) });
    expect(gapsOf(report, 'syslog')).toEqual([]);
  });

  it('lack the one between by their pace, where names carry times', async () => {
    const report = await run({
      'k3s-2025-04-15T08-50-00.000.log': part(0, 50),
      'k3s.log': part(80, 140),
    });
    expect(gapsOf(report, 'k3s.log')).toEqual([[50, 80, 'rotated']]);
    expect(new Set(atLeast(report))).toEqual(new Set([true]));
  });

  it('count once what stands in two of them, with no host name to tell', async () => {
    const cat = (from: number, to: number): string =>
      k3sLog({ host: '', spoken: [[from, to]], storm: storm.storm });
    const whole = await run({ 'k3s.log': cat(0, 140) });
    const twice = await run({ 'k3s.log': cat(60, 140), 'k3s.log.1': cat(0, 80) });
    expect(loopOf(twice)?.count).toEqual(loopOf(whole)?.count);
  });
});

describe('copies', () => {
  const cat = (over: Partial<LogOptions> = {}): string =>
    k3sLog({ host: '', spoken: [[0, 60]], storm: [[20, 40]], ...over });

  it('count once, under one name', async () => {
    const single = await run({ 'a.log': cat() });
    const double = await run({ 'a.log': cat(), 'b.log': cat(), 'c/d.log': cat() });
    expect(loopOf(double)?.count).toEqual(loopOf(single)?.count);
    expect(loopOf(double)?.nodes).toEqual(loopOf(single)?.nodes);
    const notes = ['a.log', 'b.log', 'c/d.log'].map((name) => coverageOf(double, name)?.notes);
    expect(notes.map((all) => all?.map(({ code }) => code))).toEqual([
      [],
      ['copy-of'],
      ['copy-of'],
    ]);
    expect(notes[1]?.[0]?.detail).toBe(coverageOf(double, 'a.log')?.source);
    const cited = loopOf(double)?.evidence.map(({ source }) => source.split('/').at(-1));
    expect(new Set(cited)).toEqual(new Set(['a.log']));
  });

  it('are none where one line differs', async () => {
    const other = cat().replace('QmA] to client at 10.0.0.12', 'QmA] to client at 10.0.0.13');
    const report = await run({ 'a.log': cat(), 'b.log': other });
    expect(coverageOf(report, 'b.log')?.notes).toEqual([]);
    expect(report.findings.flatMap(({ nodes }) => nodes).sort()).toContain('b');
  });

  it('are none where the user names two nodes', async () => {
    const folder = join(home, String(folders + 1));
    const nodes = new Map([
      [join(folder, 'a.log'), 's1'],
      [join(folder, 'b.log'), 's2'],
    ]);
    const report = await run({ 'a.log': cat(), 'b.log': cat() }, { nodes });
    expect(coverageOf(report, 'b.log')?.notes).toEqual([]);
  });
});

describe('silence', () => {
  it.each<[string, LogOptions, Partial<AnalyzeOptions>, string]>([
    ['of a whole log', { spoken: [[0, 120]], storm: [] }, {}, 'absent'],
    [
      'of a log that begins long after the time that was asked for',
      { spoken: [[90, 120]], storm: [] },
      { since: { at: at(0) } },
      'not-assessable',
    ],
    [
      'of a log that begins soon after the time that was asked for',
      { spoken: [[20, 120]], storm: [] },
      { since: { at: at(0) } },
      'absent',
    ],
    [
      'of a log that is mostly a gap',
      {
        spoken: [
          [0, 30],
          [300, 330],
        ],
        storm: [],
      },
      {},
      'not-assessable',
    ],
    [
      'of a product that did not run',
      {
        spoken: [
          [0, 30],
          [300, 330],
        ],
        storm: [],
        pid: (minute) => (minute < 60 ? 1 : 2) + 100,
      },
      {},
      'absent',
    ],
  ])('%s', async (_name, options, limits, verdict) => {
    expect(loopOutcome(await one(options, limits))?.verdict).toBe(verdict);
  });
});
