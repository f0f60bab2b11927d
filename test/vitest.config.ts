import { configDefaults, defineConfig } from 'vitest/config';
import { fromCompiledRules } from './support/from-compiled-rules.js';

/**
 * Run in processes of their own when all else is done: what measures memory, where others would leave room; what makes so
 * many short-lived objects that a large heap slows it down; what starts programs all the time and mostly waits.
 */
const ALONE = [
  'test/ingest/lines.test.ts',
  'test/ingest/archive/streaming.test.ts',
  'test/tui/views.property.test.ts',
  'test/tui/session.test.ts',
];

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
