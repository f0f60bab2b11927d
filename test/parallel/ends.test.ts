import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { AnalyzerError } from '../../src/model/error.js';
import { bundledPrograms, reportBy } from '../support/bundled-programs.js';

const programs = bundledPrograms();
const home = mkdtempSync(join(tmpdir(), 'hotplane-ends-'));
const temp = mkdtempSync(join(tmpdir(), 'hotplane-temp-'));
const before = process.env.TMPDIR;
const RING = 'samples/k3s-ring/input';
const LINE = 'time="2025-04-15T10:00:01Z" level=info msg="nothing to tell"\n';
const LINES = 30_000;
const big = ['a', 'b', 'c'].map((name) => join(home, `${name}.log`));

beforeAll(() => {
  process.env.TMPDIR = temp;
  for (const path of big) writeFileSync(path, LINE.repeat(LINES));
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  for (const dir of [home, temp]) rmSync(dir, { recursive: true, force: true });
});

it('ends all threads when the user interrupts, and leaves nothing behind', async () => {
  const abort = new AbortController();
  const reading = analyze({
    paths: big,
    signal: abort.signal,
    onProgress: () => abort.abort(),
    workers: 2,
    parallel: { minBytes: 1, workerFile: programs().reader },
  });
  await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(readdirSync(temp)).toEqual([]);
});

it('answers from what was read when the reading is stopped', async () => {
  const stop = new AbortController();
  const report = await analyze({
    paths: big,
    stop: stop.signal,
    onProgress: () => stop.abort(),
    workers: 1,
    parallel: { minBytes: 1, workerFile: programs().reader },
  });
  const lines = report.coverage.reduce((sum, one) => sum + one.lines, 0);
  expect(lines).toBeGreaterThan(0);
  expect(lines).toBeLessThan(3 * LINES);
  expect(report.coverage.map(({ source }) => source)).not.toContain(big[2]);
});

it('tells how far it is, and the end of every source', async () => {
  const ends = new Map<string, number>();
  await reportBy(2, programs().reader, {
    paths: big,
    onProgress(source, lines, _bytes, done) {
      if (done) ends.set(source, lines);
    },
  });
  expect([...ends].sort()).toEqual(big.map((path) => [path, LINES]));
});

it('refuses a node for a source that is not there, as without threads', async () => {
  const refused = (workers: number) =>
    reportBy(workers, programs().reader, {
      paths: [RING],
      nodes: new Map([['other.log', 'n1']]),
    }).catch((error: unknown) => error);
  const [alone, apart] = [await refused(0), await refused(2)];
  expect(apart).toBeInstanceOf(AnalyzerError);
  expect(apart).toEqual(alone);
});

it('crashes with the stack of a thread that crashes', async () => {
  const broken = join(home, 'broken.mjs');
  writeFileSync(broken, "await 1; function oops() { throw new TypeError('mine'); } oops();");
  const crash = await reportBy(2, broken, { paths: big }).catch((error: unknown) => error);
  expect(crash).toMatchObject({ name: 'TypeError', message: 'mine' });
  expect(crash).toHaveProperty('stack', expect.stringContaining('at oops'));
});

it('says so when a thread ends without a word', async () => {
  const silent = join(home, 'silent.mjs');
  writeFileSync(silent, 'process.exit(3);');
  await expect(reportBy(2, silent, { paths: big })).rejects.toThrow('ended early, with code 3');
});

it('starts no thread where less than two files are large', async () => {
  const missing = join(home, 'no-such-program.js');
  const [a = '', b = ''] = big;
  await expect(reportBy(2, missing, { paths: [a, b], minBytes: 1 })).rejects.toThrow();
  const size = LINE.length * LINES;
  await expect(reportBy(2, missing, { paths: [a, b], minBytes: size })).rejects.toThrow();
  await reportBy(2, missing, { paths: [a, b], minBytes: size + 1 });
  await reportBy(2, missing, { paths: [a] });
  await reportBy(0, missing, { paths: [a, b] });
});
