import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { MASK } from '../src/bundle/config/secrets.js';
import { renderers } from '../src/report/renderers.js';
import { runCli } from './support/cli.js';
import { BUNDLE, LOG_LINES, type Secrets } from './support/planted.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-secrets-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const WORD = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const letters = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((list) => list.join(''));

/** `named`: known by the word before it only; the others by their form, wherever they stand. */
const secrets: fc.Arbitrary<Secrets> = fc.record({
  named: letters(`${WORD}_+=-`, 22).map((text) => `x${text}9`),
  rancher: fc
    .tuple(letters('0123456789abcdef', 64), letters(LOWER, 32))
    .map(([ca, word]) => `K10${ca}::server:${word}`),
  kubeadm: fc.tuple(letters(LOWER, 5), letters(LOWER, 16)).map(([id, word]) => `7${id}.${word}`),
  jwt: letters(`${WORD}_-`, 60).map((body) => `eyJhbGciOi${body}.${body}.${body}`),
  access: letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16).map((id) => `AKIA${id}`),
  join: letters(`${WORD}+/`, 60).map((body) => `H4sIAAAA${body}`),
  key: letters(`${WORD}+/`, 64),
});

const WINDOW = 12;

/** The output without what breaks a word over two lines; no part of a secret may be left in it. */
function leaks(output: string, { named, ...formed }: Secrets): readonly string[] {
  const text = output.replace(/\s+/g, '');
  return [named, ...Object.values(formed)].filter((secret) => {
    for (let at = 0; at + WINDOW <= secret.length; at += 1) {
      const part = secret.slice(at, at + WINDOW);
      if (text.includes(part) || text.includes(JSON.stringify(part).slice(1, -1))) return true;
    }
    return false;
  });
}

function write(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(home, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function outputsOf(path: string): Promise<readonly string[]> {
  const report = await analyze({ paths: [path] });
  return [
    renderers.json(report, { width: 80, color: false, lang: 'en' }),
    ...(['en', 'zh'] as const).flatMap((lang) =>
      [60, 400].map((width) => renderers.text(report, { width, color: false, lang })),
    ),
  ];
}

describe('secrets', () => {
  it('of any file of a bundle reach no output', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, async (planted) => {
        const outputs = await outputsOf(write('bundle', BUNDLE(planted)));
        for (const output of outputs) expect(leaks(output, planted)).toEqual([]);
        // Names and settings beside the secrets are read.
        expect(outputs[0]).toContain('"v1.33.4+k3s1"');
        expect(outputs[0]).toContain('"setting": "server"');
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it.each(Object.keys(LOG_LINES))('in cited lines reach no output: %s', async (name) => {
    const make = LOG_LINES[name];
    await fc.assert(
      fc.asyncProperty(secrets, async (planted) => {
        const outputs = await outputsOf(write('log', { 'srv-1.log': make?.(planted) ?? '' }));
        for (const output of outputs) expect(leaks(output, planted)).toEqual([]);
        // The lines are cited: there was something to hide.
        expect(outputs[0]).toContain(MASK);
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });

  it('reach neither stream of the program', async () => {
    const [planted] = fc.sample(secrets, { numRuns: 1, seed: 7 });
    if (!planted) throw new Error('no sample');
    const folder = write('cli', BUNDLE(planted));
    for (const output of ['text', 'json']) {
      const { stdout, stderr } = await runCli(['-o', output, '--progress', folder]);
      expect(leaks(stdout + stderr, planted)).toEqual([]);
    }
  });
});
