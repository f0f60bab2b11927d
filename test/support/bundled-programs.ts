import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { type AnalyzeOptions, analyze } from '../../src/analyze.js';
import { renderJson } from '../../src/report/json.js';
import { compiledRules } from '../../src/version.js';
import { programEntries } from './program-entries.js';

const CACHE = 'node_modules/.cache';
const LOOK = { width: 80, color: false, lang: 'en' } as const;

export interface Programs {
  /** What a reading thread runs. */
  readonly reader: string;
  /** What a thread runs that unpacks. */
  readonly unzipper: string;
  readonly cli: string;
  readonly index: string;
}

/** Bundles the program for the tests of a file, which themselves run from the sources. */
export function bundledPrograms(): () => Programs {
  let folder = '';
  beforeAll(async () => {
    mkdirSync(CACHE, { recursive: true });
    // Packages are found from there.
    folder = resolve(mkdtempSync(join(CACHE, 'hotplane-programs-')));
    await build({
      entryPoints: {
        ...programEntries(folder, ['gather-worker', 'unzip-worker', 'cli']),
        index: 'src/index.ts',
      },
      outdir: join(folder, 'dist'),
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
    if (existsSync(compiledRules()))
      copyFileSync(compiledRules(), join(folder, 'dist', 'rules.json'));
    for (const name of ['rules', 'package.json']) symlinkSync(resolve(name), join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const of = (name: string): string => join(folder, 'dist', `${name}.js`);
  return () => ({
    reader: of('gather-worker'),
    unzipper: of('unzip-worker'),
    cli: of('cli'),
    index: of('index'),
  });
}

/** The JSON report of files that are read by so many other threads, also where they are small. */
export async function reportBy(
  workers: number,
  workerFile: string,
  { minBytes = 1, ...options }: AnalyzeOptions & { readonly minBytes?: number },
): Promise<string> {
  const report = await analyze({ ...options, workers, parallel: { minBytes, workerFile } });
  return renderJson(report, LOOK);
}
