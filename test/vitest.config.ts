import { configDefaults, defineConfig } from 'vitest/config';
import { fromCompiledRules } from './support/from-compiled-rules.js';

/** What measures the memory of its process: others would leave room in it. They run when all else is done. */
const ALONE = ['test/ingest/lines.test.ts', 'test/ingest/archive/streaming.test.ts'];

// The runner asks for a default export.
// biome-ignore lint/style/noDefaultExport: read by vitest
export default defineConfig({
  plugins: [fromCompiledRules],
  test: {
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 120_000,
    maxWorkers: '100%',
    maxConcurrency: 3,
    projects: [
      // Modules hold nothing that outlives a test but caches: files share them, and the code that is warm.
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          exclude: [...configDefaults.exclude, ...ALONE],
          globalSetup: ['test/support/compiled-rules.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, sequence: { groupOrder: 1 } } },
    ],
  },
});
