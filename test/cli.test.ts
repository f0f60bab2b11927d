import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { runCli } from './support/cli.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-cli-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const CALM = 'Apr 15 10:00:01 s1 k3s[7]: time="2025-04-15T10:00:01Z" level=info msg="hello"\n';

it('reads a pipe and answers 0 where nothing is wrong', async () => {
  const { code, stdout } = await runCli([], CALM);
  expect({ code, first: stdout.split('\n')[0]?.length !== 0 }).toEqual({ code: 0, first: true });
});

it('gives the same bytes each time, from the pipe and from the file', async () => {
  const file = join(home, 'stdin');
  writeFileSync(file, CALM);
  const [a, b, c] = await Promise.all([
    runCli(['-o', 'json'], CALM),
    runCli(['-o', 'json', '-'], CALM),
    runCli(['-o', 'json', file]),
  ]);
  expect(a.stdout).toBe(b.stdout);
  expect(c.stdout.replaceAll(file, 'stdin')).toBe(a.stdout);
});

it('exits 1 from the given severity on', async () => {
  const input = 'samples/k3s-ring/input';
  const codes = await Promise.all(
    ['none', 'critical', 'high', 'low'].map(async (severity) => {
      const { code } = await runCli(['--fail-on', severity, input]);
      return [severity, code];
    }),
  );
  expect(codes).toEqual([
    ['none', 0],
    ['critical', 0],
    ['high', 1],
    ['low', 1],
  ]);
});

it.each([
  [['--nonsense'], /unknown option '--nonsense'/],
  [['-o', 'pdf'], /--output pdf: expected one of tui, text, json/],
  [['--since', 'yesterday', '-'], /--since yesterday: expected a time/],
  [['--fail-on', 'loud', '-'], /--fail-on loud: expected one of info, low/],
  [['--timezone', 'Mars', '-'], /--timezone Mars: expected an offset/],
  [['--node', 'x', '-'], /--node x: expected NAME=PATH/],
  [['/no/such/file'], /\/no\/such\/file/],
  [['--rules', '/no/such/rules', '-'], /\/no\/such\/rules/],
])('refuses %j with one sentence and exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(stderr).not.toMatch(/\n\s+at /);
});

it.each([
  ['an empty pipe', ''],
  ['a pipe of blank lines', '\n\n\n'],
])('says that %s holds nothing, exit code 2', async (_name, input) => {
  const { code, stderr } = await runCli([], input);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^hotplane: no .+ stdin\n$/);
});

it('says that a folder without logs holds none, exit code 2', async () => {
  const empty = join(home, 'empty');
  mkdirSync(empty);
  const { code, stderr } = await runCli([empty]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `hotplane: no log files in ${empty}\n` });
});

it('names a folder that contains itself and reads the rest', async () => {
  const loop = join(home, 'loop');
  mkdirSync(loop);
  symlinkSync(loop, join(loop, 'again'));
  writeFileSync(join(loop, 'k3s.log'), CALM);
  const { code, stdout } = await runCli(['-o', 'json', loop]);
  const { coverage } = JSON.parse(stdout);
  expect({ code, notes: JSON.stringify(coverage).includes('link-loop') }).toEqual({
    code: 0,
    notes: true,
  });
});

it('gives up on 64 MB of noise with a sentence, exit code 2', async () => {
  const noise = Readable.from(Array.from({ length: 64 }, () => randomBytes(1 << 20)));
  const { code, stderr } = await runCli([], noise);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^hotplane: /);
  expect(stderr).not.toMatch(/\n\s+at /);
});

it('prints help with three examples', async () => {
  const { code, stdout } = await runCli(['--help']);
  expect(code).toBe(0);
  expect(stdout.match(/^ {2}(?:journalctl|hotplane) .*/gm)?.length).toBeGreaterThanOrEqual(3);
});

it('speaks Chinese on request', async () => {
  const { stdout } = await runCli(['--lang', 'zh', '--fail-on', 'none', 'samples/k3s-ring/input']);
  expect(stdout).toMatch(/[一-鿿]{8}/);
});
