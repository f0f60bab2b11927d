import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CACHE = 'node_modules/.cache';
let folder = '';

/** What the young generation holds at most, in MB, where much of what is made lives for a while. */
const BUSY = `
  import { setTimeout as wait } from 'node:timers/promises';
  import { getHeapSpaceStatistics } from 'node:v8';
  import { holdYoungGeneration } from './young-generation.mjs';
  if (process.argv[2] === 'held') holdYoungGeneration();
  let most = 0;
  let living = [];
  for (let turn = 0; turn < 150; turn += 1) {
    for (let at = 0; at < 20_000; at += 1) {
      living.push({ turn, at, text: 'line ' + at });
      if (living.length > 120_000) living = living.slice(60_000);
    }
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    most = Math.max(most, young.space_size);
    await wait(10);
  }
  console.log(Math.round(most / 1024 / 1024));
`;

beforeAll(async () => {
  mkdirSync(CACHE, { recursive: true });
  folder = resolve(mkdtempSync(join(CACHE, 'hotplane-young-')));
  await build({
    entryPoints: ['src/young-generation.ts'],
    outfile: join(folder, 'young-generation.mjs'),
    format: 'esm',
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'busy.mjs'), BUSY);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mostOf = (how: 'held' | 'free'): number =>
  Number(spawnSync(process.execPath, [join(folder, 'busy.mjs'), how], { encoding: 'utf8' }).stdout);

it('holds the young generation at half of what V8 takes, and lets the program end', () => {
  expect(mostOf('free')).toBeGreaterThanOrEqual(32);
  expect(mostOf('held')).toBe(16);
});
