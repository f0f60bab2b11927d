import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('ships the bytes that the source of the kernel gives', () => {
  const check = () => execFileSync(process.execPath, ['src/sieve/kernel/build.mjs', '--check']);
  expect(check().toString()).toBe('');
});
