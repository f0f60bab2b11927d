import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, posix, resolve } from 'node:path';
import type { Mistake } from './mistake.js';
import { ruleFilePath, toPosix } from './rule-path.js';

export interface RuleFile {
  /** The folder as given, then the path in it, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface RuleFolder {
  readonly files: readonly RuleFile[];
  /** Name and content hash: the version of the rules in it. */
  readonly pack: string;
  readonly mistakes: readonly Mistake[];
}

const BUILT_IN = 'builtin';
const HASH_DIGITS = 8;

/** Reads the rule files of all folders, each file once; the first folder is the built-in pack. */
export async function readRuleFolders(dirs: readonly string[]): Promise<readonly RuleFolder[]> {
  const seen = new Set<string>();
  const folders: RuleFolder[] = [];
  for (const [index, dir] of dirs.entries()) {
    const root = await realpath(dir).catch(() => resolve(dir));
    if (seen.has(root)) continue;
    const name = index === 0 ? BUILT_IN : basename(resolve(dir));
    folders.push(await readRuleFolder(dir, name, seen));
    seen.add(root);
  }
  return folders;
}

async function readRuleFolder(dir: string, name: string, seen: Set<string>): Promise<RuleFolder> {
  const files: RuleFile[] = [];
  const mistakes: Mistake[] = [];
  const hash = createHash('sha256');
  const refuse = (path: string, what: string, hint?: string) =>
    mistakes.push({ place: { file: path, line: 0 }, what, hint });
  try {
    for (const inner of await listRuleFiles(dir)) {
      const path = ruleFilePath(dir, inner);
      const real = await realpath(path);
      if (seen.has(real)) continue;
      seen.add(real);
      const text = await readFile(path, 'utf8');
      files.push({ path, text });
      hash.update(`${inner}\0${text.length}\0`).update(text);
    }
    if (files.length === 0) refuse(dir, 'no rule files', 'rules are *.yaml files below the folder');
  } catch (error) {
    const { path = dir, code } = error as NodeJS.ErrnoException; // node:fs throws nothing else
    if (code === 'ENOENT' && path === dir) refuse(dir, 'no such folder of rules');
    else refuse(toPosix(path), `cannot be read: ${code ?? String(error)}`);
  }
  return { files, pack: `${name}@${hash.digest('hex').slice(0, HASH_DIGITS)}`, mistakes };
}

/**
 * Paths below the folder, sorted by code unit; `['']` for a file. Names that begin with a dot are passed
 * over (a mounted ConfigMap keeps copies there), and so are links to folders.
 */
async function listRuleFiles(dir: string): Promise<readonly string[]> {
  if ((await stat(dir)).isFile()) return /\.ya?ml$/.test(dir) ? [''] : [];
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(posix.join(toPosix(dir), below), { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = posix.join(below, entry.name);
      if (entry.isDirectory()) await walk(path);
      else if (/\.ya?ml$/.test(entry.name) && !/^cases\.ya?ml$/.test(entry.name)) found.push(path);
    }
  };
  await walk('');
  return found.sort((a, b) => (a < b ? -1 : 1));
}
