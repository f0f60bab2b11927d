import { rmSync, writeFileSync } from 'node:fs';
import { compileRulebook } from '../../src/rulebook/compiled.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { builtinRules } from '../../src/version.js';
import { compiledFile } from './from-compiled-rules.js';

/**
 * Compiles the rules as they stand now, once for all tests of a run: read afresh they take longer than most analyses.
 * Rules that are broken are left to the tests, which then meet each mistake for themselves.
 */
export async function setup(): Promise<() => void> {
  const dir = builtinRules();
  const rulebook = await loadRulebook([dir]).catch(() => undefined);
  if (rulebook) writeFileSync(compiledFile, compileRulebook(rulebook, dir));
  return () => rmSync(compiledFile, { force: true });
}
