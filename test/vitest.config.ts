import { defineConfig } from 'vitest/config';

// The runner asks for a default export.
// biome-ignore lint/style/noDefaultExport: read by vitest
export default defineConfig({
  test: { setupFiles: ['test/support/seed.ts'], testTimeout: 120_000, maxWorkers: '100%' },
});
