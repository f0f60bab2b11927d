import { configDefaults, defineConfig } from 'vitest/config';
import { fromCompiledRules } from './support/from-compiled-rules.js';

/**
 * Run in processes of their own: what measures memory, where others would leave room; what makes a great many short-lived
 * objects; what starts programs all the time and mostly waits.
 */
const ALONE = [
  'test/ingest/lines.test.ts',
  'test/ingest/archive/streaming.test.ts',
  'test/tui/views.property.test.ts',
  'test/tui/session.test.ts',
];

/** What measures the width of texts is far slower in a process that has analysed much: these share other processes. */
const SHOWN = ['test/report/**/*.test.ts', 'test/tui/**/*.test.{ts,tsx}'];

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
          exclude: [...configDefaults.exclude, ...ALONE, ...SHOWN],
          globalSetup: ['test/support/compiled-rules.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'shown',
          isolate: false,
          include: SHOWN,
          exclude: [...configDefaults.exclude, ...ALONE],
          globalSetup: ['test/support/compiled-rules.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, sequence: { groupOrder: 2 } } },
    ],
  },
});
