import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';
import type { Program } from '../../src/program.js';
import { compiledRules } from '../../src/version.js';
import { programEntries } from './program-entries.js';

/** Bundles one of the programs and gives its address; gone when the tests of the file are done. */
export async function bundled(entry: keyof Program): Promise<URL> {
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-built-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: programEntries(folder, [entry]),
    outdir: join(folder, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  if (existsSync(compiledRules())) cpSync(compiledRules(), join(folder, 'dist', 'rules.json'));
  for (const name of ['rules', 'node_modules']) symlinkSync(resolve(name), join(folder, name));
  cpSync('package.json', join(folder, 'package.json'));
  return pathToFileURL(join(folder, 'dist', `${entry}.js`));
}
