import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { type AnalyzeOptions, analyze } from '../../src/analyze.js';
import { renderJson } from '../../src/report/json.js';

const CACHE = 'node_modules/.cache';
const LOOK = { width: 80, color: false, lang: 'en' } as const;

/** Bundles the program of a reading thread for the tests of a file, which themselves run from the sources. */
export function readerProgram(): () => string {
  let folder = '';
  beforeAll(async () => {
    mkdirSync(CACHE, { recursive: true });
    // Packages are found from there.
    folder = mkdtempSync(join(CACHE, 'hotplane-reader-'));
    await build({
      entryPoints: ['src/gather-worker.ts'],
      outfile: join(folder, 'gather-worker.js'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(process.cwd(), folder, 'gather-worker.js');
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
