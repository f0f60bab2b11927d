import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compare } from './compare.js';
import { writeWhole } from './corpus/cache.js';
import { measure } from './measure.js';
import { readOptions } from './options.js';
import { inventLiterals } from './parts/rules.js';
import type { Program } from './programs.js';
import { median, ratios } from './stats.js';
import { runHead, runRows } from './table.js';

const node = (script: string): readonly string[] => [process.execPath, '-e', script];
const COUNT_BYTES = 'let n=0;process.stdin.on("data",c=>n+=c.length).on("end",()=>console.log(n))';

it('runs everything but hotplane, and all agree with the counts of the generator', () => {
  const build = 'node_modules/.cache/bench/smoke';
  execFileSync(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'test/bench',
    '--noCheck', // `npm run check` does
    '--outDir',
    build,
  ]);
  const cache = mkdtempSync(join(tmpdir(), 'hotplane-bench-'));
  const flags = ['--size', '1', '--repeats', '1', '--only', 'density,gz', '--hotplane', 'missing'];
  const main = `${build}/test/bench/main.js`;
  const page = execFileSync(process.execPath, [main, ...flags, '--cache', cache], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  rmSync(cache, { recursive: true });
  const verdicts = page
    .split('\n')
    .flatMap(
      (row) => /^\| ((?:rip)?grep|readline|split2).*\| (\S*) \| [\d.]+ \|$/.exec(row)?.[2] ?? [],
    );
  expect(verdicts.length).toBeGreaterThanOrEqual(8);
  expect(new Set(verdicts)).toEqual(new Set(['yes']));
  expect(page).toContain('hotplane is not built');
});

it('measures the time of a program and keeps its output', async () => {
  const busy = 'const t=Date.now();while(Date.now()-t<300);console.log("done")';
  const run = await measure({ argv: node(busy), keepOutput: true });
  expect(run.stdout).toBe('done\n');
  expect(run.exitCode).toBe(0);
  expect(run.wallS).toBeGreaterThan(0.3);
  expect(run.cpuS).toBeGreaterThan(0.01);
  expect(run.cpuS).toBeLessThan(run.wallS * 4);
});

it.each([
  ['another program', node('process.stdout.write("x".repeat(200000))')],
  ['a writer', (file: number): void => writeWhole(file, Buffer.alloc(200_000, 'x'))],
])('pipes what %s writes', async (_, feed) => {
  const run = await measure({ argv: node(COUNT_BYTES), feed, keepOutput: true });
  expect(run.stdout).toBe('200000\n');
});

it('outlives a reader that ends before the writer', async () => {
  const feed = (file: number): void => writeWhole(file, Buffer.alloc(5_000_000));
  expect((await measure({ argv: node('0'), feed, keepOutput: true })).exitCode).toBe(0);
});

it('tells which program counts wrongly or fails, and runs the others', async () => {
  const says = (name: string, script: string): Program => ({
    name,
    argv: node(script),
    keepOutput: true,
    read: (stdout) => ({ matching: Number(stdout) }),
  });
  const programs = [
    says('right', 'console.log(7)'),
    says('wrong', 'console.log(8)'),
    says('broken', 'process.exit(3)'),
  ];
  const truth = { bytes: 1, lines: 9, matching: 7 };
  const outcomes = await compare({ programs, repeats: 2, truth, say: () => {} });
  expect(outcomes.map(({ agrees, failure, runs }) => [agrees, failure, runs.length])).toEqual([
    [true, undefined, 2],
    [false, undefined, 2],
    [undefined, 'ended with code 3', 0],
  ]);
});

it('compares round by round', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(ratios([10, 40], [5, 10])).toEqual([2, 4]);
});

it('shows no ratio where the program to compare with failed', () => {
  const of = (name: string): Program => ({ name, argv: ['x'], keepOutput: true });
  const run = { wallS: 2, cpuS: 1, peakMb: 50, exitCode: 0, stdout: '', load: 0.5 };
  const outcomes = [
    { program: of('own'), runs: [], failure: 'ended with code 1' },
    { program: of('other'), runs: [run], agrees: false },
  ];
  expect(runHead(outcomes)).toContain('wall, own = 1');
  const cells = ['2.00 (2.00–2.00)', '1.00', '0.500', '', '', '50', '**no**', '0.5'];
  expect(runRows(outcomes, 1e9)).toEqual([
    ['own', 'ended with code 1', '', '', '', '', '', '', ''],
    ['other', ...cells],
  ]);
});

it('invents literals that differ', () => {
  expect(new Set(inventLiterals(1000)).size).toBe(1000);
  expect(inventLiterals(10)).toEqual(inventLiterals(100).slice(0, 10));
});

it.each([
  [['--size', '0'], '--size 0: expected a number above 0'],
  [['--only', 'density,speed'], '--only speed: expected density'],
])('refuses %j', (argv, sentence) => {
  expect(() => readOptions(argv)).toThrow(sentence);
});

it('takes three rounds where it shall be quick, else five', () => {
  expect(readOptions(['--quick'])?.repeats).toBe(3);
  expect(readOptions([])?.repeats).toBe(5);
  expect(readOptions(['--help'])).toBeUndefined();
});
