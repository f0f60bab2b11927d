import type { ConfigEntry } from './entry.js';
import { PRECEDENCE } from './precedence.js';
import { type Leaf, readTree } from './tree.js';

/**
 * `config.yaml` of K3s and RKE2: keys are the names of flags, a list gives one entry for each value. `drop-in` is
 * the file's name below `config.yaml.d`, '' for the file itself; only the first document of a file counts.
 */
export function readRancherConfig(text: string, dropIn: string): readonly ConfigEntry[] {
  const [leaves = []] = readTree(text).documents;
  const layer = dropIn
    ? { file: `config.yaml.d/${dropIn}`, precedence: PRECEDENCE.dropIn }
    : { file: 'config.yaml', precedence: PRECEDENCE.file };
  return leaves.flatMap(({ path, value, line }) => {
    const key = nameOf(path);
    if (key === undefined || key === '') return [];
    const entry = { ...layer, value, line };
    return key.endsWith('+')
      ? [{ ...entry, key: key.slice(0, -1), appends: true as const }]
      : [{ ...entry, key }];
  });
}

/** Names of flags and items of lists; what is nested deeper is no flag. */
function nameOf([name, item, ...deeper]: Leaf['path']): string | undefined {
  if (typeof name !== 'string' || deeper.length > 0 || typeof item === 'string') return undefined;
  return /^-*([^\s]+)$/.exec(name)?.[1];
}

/**
 * `registries.yaml`: each host under `mirrors` is a value of `mirrors`, and `mirrors.count` tells that there is
 * none. Credentials under `configs` are not read. Source: https://docs.k3s.io/installation/private-registry.
 */
export function readRegistries(text: string): readonly ConfigEntry[] {
  const tree = readTree(text);
  const hosts = new Map<string, number>();
  for (const { path, line } of tree.documents[0] ?? []) {
    const [top, host] = path;
    if (top === 'mirrors' && typeof host === 'string' && !hosts.has(host)) hosts.set(host, line);
  }
  const layer = { file: 'registries.yaml', precedence: PRECEDENCE.file };
  const mirrors = [...hosts].map(([value, line]) => ({ ...layer, key: 'mirrors', value, line }));
  if (tree.broken && mirrors.length === 0) return [];
  return [...mirrors, { ...layer, key: 'mirrors.count', value: mirrors.length, line: 1 }];
}
