import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';

/** A local header of a zip, then a member that goes on: what comes through a pipe is set aside to be read out of order. */
const ZIP_START = Buffer.concat([
  Buffer.from('PK\u0003\u0004\u0014\0\0\0\0\0'),
  Buffer.alloc(200_000),
]);

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing behind on %s', async (signal) => {
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-signals-'));
  const child = spawn(process.execPath, ['dist/cli.js', '-o', 'text'], {
    env: { ...process.env, TMPDIR: folder, TMP: folder, TEMP: folder },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {});
  const code = new Promise((resolve) => child.on('exit', (own, by) => resolve(own ?? by)));
  child.stdin.write(ZIP_START);
  for (let tries = 0; readdirSync(folder).length === 0 && tries < 200; tries += 1) await sleep(50);
  expect(readdirSync(folder)).not.toEqual([]);
  child.kill(signal);
  expect(await code).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
