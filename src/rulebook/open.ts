import { readFileSync } from 'node:fs';
import type { Rulebook } from '../model/rule.js';
import { reviveRulebook } from './compiled.js';

/**
 * The rules of all folders, the first of which is the built-in pack. `compiled` is the file that the build made of that
 * one. Alone, the built-in rules are taken from there; beside others all are read afresh, so that names and references
 * are checked across the folders. A program that runs from its sources has no such file and reads them afresh, too.
 *
 * Throws one `AnalyzerError('rule-invalid')` that lists every mistake of every file.
 */
export async function openRulebook(dirs: readonly string[], compiled: string): Promise<Rulebook> {
  const [builtIn = '', ...more] = dirs;
  const text = more.length === 0 ? readIfThere(compiled) : undefined;
  if (text !== undefined) return reviveRulebook(text, builtIn);
  const { loadRulebook } = await import('./load.js');
  return loadRulebook(dirs);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
