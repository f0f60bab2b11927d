import { defineConfig } from 'vitest/config';
import { fromCompiledRules } from './support/from-compiled-rules.js';

// The runner asks for a default export.
// biome-ignore lint/style/noDefaultExport: read by vitest
export default defineConfig({
  plugins: [fromCompiledRules],
  test: {
    globalSetup: ['test/support/compiled-rules.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 120_000,
    maxWorkers: '100%',
  },
});
