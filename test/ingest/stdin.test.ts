import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { openStdin } from '../../src/ingest/stdin.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-stdin-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('reads a file that was redirected, to its end', async () => {
  const path = join(home, 'a.log');
  writeFileSync(path, 'one\ntwo\n');
  const file = openSync(path, 'r');
  expect(await text(openStdin(file))).toBe('one\ntwo\n');
  closeSync(file);
});

it.skipIf(process.platform === 'win32')('reads nothing from the null device', async () => {
  const file = openSync('/dev/null', 'r');
  expect(await text(openStdin(file))).toBe('');
  closeSync(file);
});

it.skipIf(process.platform === 'win32')(
  'waits for what comes through a pipe, and can be left while nothing comes',
  async () => {
    const path = join(home, 'pipe');
    execFileSync('mkfifo', [path]);
    // Open for both: otherwise each end would wait for the other.
    const file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const pipe = openStdin(file);
    setTimeout(() => appendFileSync(path, 'late\n'), 50);
    const [chunk] = await new Promise<readonly Buffer[]>((resolve) => {
      pipe.once('data', (bytes: Buffer) => resolve([bytes]));
    });
    expect(String(chunk)).toBe('late\n');
    const closed = new Promise((resolve) => pipe.once('close', resolve));
    pipe.destroy();
    await closed;
  },
);
