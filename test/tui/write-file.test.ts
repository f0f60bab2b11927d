import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { shellWords } from '../../src/tui/words/shell.js';
import { writeTo } from '../../src/tui/write-file.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-write-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const order = (path: string, overwrite = false) => ({ format: 'text', path, overwrite }) as const;

it('writes, and asks before it overwrites', async () => {
  const path = join(home, 'a.txt');
  expect(await writeTo(order(path), 'one')).toEqual({ path, result: 'done' });
  expect(await writeTo(order(path), 'two')).toEqual({ path, result: 'exists' });
  expect(readFileSync(path, 'utf8')).toBe('one');
  expect(await writeTo(order(path, true), 'two')).toEqual({ path, result: 'done' });
  expect(readFileSync(path, 'utf8')).toBe('two');
});

it.each([
  ['', 'is-folder'],
  ['no-such/a.txt', 'no-folder'],
  ['file/a.txt', 'no-file-in'],
  [`${'x'.repeat(300)}.txt`, 'too-long'],
] as const)('tells why %s cannot be written, without asking', async (name, why) => {
  writeFileSync(join(home, 'file'), '');
  const path = join(home, name);
  expect(await writeTo(order(path), '')).toEqual({ path, result: 'failed', why });
  for (const lang of ['en', 'zh'] as const) expect(shellWords[lang].write.why[why]).not.toBe('');
});
