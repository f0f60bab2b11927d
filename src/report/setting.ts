import { stringify } from 'yaml';

/** A path in a configuration file, `spec.network.type`; a name with a slash is one key. */
const DOTTED = /^[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+$/;

type Tree = Map<string, unknown>;

/** The settings of a fix as lines of YAML, `a.b: c` nested. Nothing where there are none. */
export function settingLines(configuration: Readonly<Record<string, unknown>>): string[] {
  const tree: Tree = new Map();
  for (const [key, value] of Object.entries(configuration)) {
    place(tree, DOTTED.test(key) ? key.split('.') : [key], value);
  }
  if (tree.size === 0) return [];
  return stringify(tree, { lineWidth: 0 }).trimEnd().split('\n');
}

function place(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  const below = tree.get(key);
  if (rest.length === 0) {
    if (below instanceof Map)
      for (const [name, inner] of entries(value)) place(below, [name], inner);
    else tree.set(key, isSection(value) ? new Map(entries(value)) : value);
    return;
  }
  const branch: Tree = below instanceof Map ? below : new Map();
  tree.set(key, branch);
  place(branch, rest, value);
}

const isSection = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const entries = (value: unknown): [string, unknown][] =>
  isSection(value) ? Object.entries(value) : [];
