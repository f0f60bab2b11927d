import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What `compiled-rules.ts` makes for this run. */
export const compiledFile = join(tmpdir(), `hotplane-rules-${process.pid}.json`);

const BESIDE = "new URL('./rules.json', import.meta.url)";

/** For the runner: sources find the compiled rules of this run, as the built program finds its own beside it. */
export const fromCompiledRules = {
  name: 'from-compiled-rules',
  enforce: 'pre' as const,
  transform(code: string, id: string): string | undefined {
    if (!id.endsWith('/src/version.ts')) return undefined;
    const there = `new URL(${JSON.stringify(pathToFileURL(compiledFile))})`;
    const moved = code.replace(BESIDE, there);
    if (moved === code) throw new Error(`${id} has no ${BESIDE}`);
    return moved;
  },
};
