import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.js';
import { renderJson } from '../../src/report/json.js';
import { bundledPrograms } from '../support/bundled-programs.js';

const programs = bundledPrograms();
const home = mkdtempSync(join(tmpdir(), 'hotplane-programs-'));
const RING = 'samples/k3s-ring/input';
const LOOK = { width: 80, color: false, lang: 'en' } as const;
/** Enough for threads of their own. */
const LARGE = 33 * 1024 * 1024;
const LINE = 'time="2025-04-15T10:00:01Z" level=info msg="nothing to tell"\n';
const large = ['a', 'b'].map((name) => join(home, `${name}.log`));

beforeAll(() => {
  for (const path of large) writeFileSync(path, LINE.repeat(Math.ceil(LARGE / LINE.length)));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs the bundled command; `interrupt`: as soon as it tells how far it is. */
async function run(args: readonly string[], name: string, interrupt = false) {
  const temp = join(home, name);
  mkdirSync(temp);
  const coverage = join(home, `${name}-coverage`);
  const env = {
    ...process.env,
    TMPDIR: temp,
    ...(interrupt ? {} : { NODE_V8_COVERAGE: coverage }),
  };
  const child = spawn(process.execPath, [programs().cli, ...args], { env });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    if (interrupt && said === '') child.kill('SIGINT');
    said += chunk;
  });
  const [code] = await once(child, 'close');
  const loaded = interrupt ? 0 : readdirSync(coverage).length;
  return { code, out, said, left: readdirSync(temp), threads: loaded };
}

it('starts threads for large files by itself, and gives the same report', async () => {
  const apart = await run(['-o', 'json', ...large], 'apart');
  const alone = await run(['-o', 'json', '--workers', '0', ...large], 'alone');
  expect(apart).toMatchObject({ code: 0, said: '', left: [] });
  expect(apart.out).toBe(alone.out);
  // Each thread tells what it ran in a file of its own.
  expect(alone.threads).toBe(1);
  const one = await run(['-o', 'json', '--workers', '1', ...large], 'one');
  expect(one).toMatchObject({ code: 0, threads: 2, out: alone.out });
});

it('ends with 130 when it is interrupted while threads read', async () => {
  const args = ['--no-sieve', '--progress', '--workers', '2', ...large];
  expect(await run(args, 'interrupted', true)).toMatchObject({ code: 130, out: '', left: [] });
});

it('starts threads from a thread', async () => {
  const script = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.index).then(async ({ analyze, renderers }) => {
      const report = await analyze(workerData.options);
      parentPort.postMessage(renderers.json(report, workerData.look));
    });`;
  const options = { paths: [RING], workers: 2, parallel: { minBytes: 1 } };
  const workerData = { index: programs().index, options, look: LOOK };
  const [nested] = await once(new Worker(script, { eval: true, workerData }), 'message');
  expect(nested).toBe(renderJson(await analyze({ paths: [RING], workers: 0 }), LOOK));
});
