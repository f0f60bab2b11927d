import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'hotplane-startup-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const CALM = 'Apr 15 10:00:01 s1 k3s[7]: time="2025-04-15T10:00:01Z" level=info msg="hello"\n';

/** Names of the packages and of the program's own chunks that a run loads, as V8's coverage lists them. */
function loadedBy(name: string, args: readonly string[]) {
  const dir = join(home, name);
  const env = { ...process.env, NODE_V8_COVERAGE: dir };
  const { status } = spawnSync(process.execPath, ['dist/cli.js', ...args], { input: CALM, env });
  const urls = readdirSync(dir).flatMap((file): string[] => {
    // Written by Node: `{result: [{url}]}`.
    const { result } = JSON.parse(readFileSync(join(dir, file), 'utf8'));
    return result.map(({ url }: { readonly url: string }) => url);
  });
  const named = (pattern: RegExp) =>
    [...new Set(urls.flatMap((url) => pattern.exec(url)?.[1] ?? []))].sort();
  return {
    status,
    packages: named(/\/node_modules\/((?:@[^/]+\/)?[^/]+)\//),
    chunks: named(/\/dist\/([a-z-]+)(?:-[A-Z0-9]{8})?\.js$/),
  };
}

it('loads for a small pipe only the program itself', () => {
  expect(loadedBy('pipe', [])).toEqual({
    status: 0,
    packages: [],
    chunks: ['cli', 'program'],
  });
});

it('loads nothing of the screen for help, nor for text that is asked for', () => {
  const loaded = [loadedBy('help', ['--help']), loadedBy('text', ['-o', 'text', '-'])];
  expect(loaded.map(({ chunks }) => chunks)).toEqual([
    ['cli', 'program'],
    ['cli', 'program'],
  ]);
});

it('loads what reads YAML and checks rules where other rules are given', () => {
  const { packages } = loadedBy('rules', ['--rules', 'test/data/no-such-rules']);
  expect(packages).toEqual(expect.arrayContaining(['valibot', 'yaml']));
});

it('loads date-fns where a time is given', () => {
  const { packages } = loadedBy('since', ['--since', '2025-04-15T09:00:00Z']);
  expect(packages).toContain('date-fns');
});

it('gives the licence of every package within the bundle', () => {
  const files = readdirSync('dist').filter((file) => file.endsWith('.js'));
  // The bundler names each file that it takes in before its text.
  const text = files.map((file) => readFileSync(join('dist', file), 'utf8')).join('\n');
  const taken = text.matchAll(/^\/\/ .*?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm);
  const packages = [...new Set([...taken].map(([, name = '']) => name))];
  expect(packages).toContain('commander');
  const given = readFileSync('docs/third-party-licenses.txt', 'utf8');
  const missing = packages.filter((name) => {
    const dir = join('node_modules', name);
    const file = readdirSync(dir).find((entry) => /^licen[cs]e/i.test(entry));
    // A package without such a file names its licence only: its text stands below the name.
    if (file === undefined) return !given.includes(`\n== ${name}\n\nMIT License\n`);
    return !given.includes(readFileSync(join(dir, file), 'utf8').trim());
  });
  expect(missing).toEqual([]);
});
