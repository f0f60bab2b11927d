import { execFileSync } from 'node:child_process';
import { appendFileSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openPipe } from '../../src/ingest/stdin.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-stdin-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('reads a file that was redirected, to its end', async () => {
  const path = join(home, 'a.log');
  writeFileSync(path, 'one\ntwo\n');
  const file = openSync(path, 'r');
  expect(await text(openPipe(file).chunks(() => {}))).toBe('one\ntwo\n');
});

it.skipIf(process.platform === 'win32')('reads nothing from the null device', async () => {
  const file = openSync('/dev/null', 'r');
  expect(await text(openPipe(file).chunks(() => {}))).toBe('');
});

it.skipIf(process.platform === 'win32')(
  'waits for what comes through a pipe, and can be left while nothing comes',
  async () => {
    const path = join(home, 'pipe');
    execFileSync('mkfifo', [path]);
    // Open for both: otherwise each end would wait for the other.
    const file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const pipe = openPipe(file);
    setTimeout(() => appendFileSync(path, 'late\n'), 50);
    const chunks = pipe.chunks(() => {});
    expect(String((await chunks.next()).value)).toBe('late\n');
    const next = chunks.next();
    pipe.destroy();
    expect((await next).done).toBe(true);
  },
);

it.skipIf(process.platform === 'win32')('gives all bytes of a pipe in order', async () => {
  const path = join(home, 'long');
  execFileSync('mkfifo', [path]);
  const bytes = Buffer.from(Array.from({ length: 900_001 }, (_, at) => (at * 7919) % 251));
  const writing = writeFile(path, bytes);
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const parts: Buffer[] = [];
  for await (const chunk of openPipe(file).chunks(() => {})) {
    await wait(parts.length % 3);
    parts.push(Buffer.from(chunk));
  }
  await writing;
  expect(Buffer.concat(parts).equals(bytes)).toBe(true);
});

it.skipIf(process.platform === 'win32')(
  'throws when it is aborted while nothing comes',
  async () => {
    const path = join(home, 'quiet');
    execFileSync('mkfifo', [path]);
    const file = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const abort = new AbortController();
    const next = openPipe(file)
      .chunks(() => {}, abort.signal)
      .next();
    abort.abort();
    await expect(next).rejects.toThrow(/abort/);
  },
);
