import { readArguments, roleOf } from './arguments.js';
import { type ConfigEntry, linesOf } from './entry.js';
import { PRECEDENCE } from './precedence.js';
import { toValue } from './scalars.js';
import { dotted, type Leaf, readTree } from './tree.js';

/** `k0s.yaml`: every value under its dotted path. Of several documents the ClusterConfig counts. */
export function readK0sConfig(text: string): readonly ConfigEntry[] {
  return readTree(text)
    .documents.filter((leaves) => isClusterConfig(leaves))
    .flatMap((leaves) => leaves.map((leaf) => settingOf(leaf, PRECEDENCE.file)));
}

function isClusterConfig(leaves: readonly Leaf[]): boolean {
  const kind = leaves.find(({ path }) => path.length === 1 && path[0] === 'kind');
  return kind ? kind.value === 'ClusterConfig' : leaves.some(({ path }) => path[0] === 'spec');
}

const settingOf = ({ path, value, line }: Leaf, precedence: number): ConfigEntry => ({
  file: 'k0s.yaml',
  key: dotted(path),
  value,
  line,
  precedence,
});

const STATUS_KEYS: Readonly<Record<string, string>> = {
  Role: 'role',
  SingleNode: 'single',
  Workloads: 'workloads',
};

/**
 * `k0s status`, also with `-o yaml` or `-o json`: arguments, role and the configuration in use. Source:
 * k0sproject/k0s cmd/status/status.go, pkg/component/status/status.go.
 */
export function readK0sStatus(text: string): readonly ConfigEntry[] {
  const leaves = readTree(text).documents.flat();
  if (!leaves.some(({ path }) => path[0] === 'Args' || path[0] === 'ClusterConfig')) {
    return readStatusText(text);
  }
  const words = leaves
    .filter(({ path }) => path[0] === 'Args')
    .map(({ value, line }) => ({ text: String(value), line }));
  const told = leaves.flatMap(({ path, value, line }) =>
    path.length === 1 ? statusOf(String(path[0]), String(value), line) : [],
  );
  const given = readArguments({ program: 'k0s', words: words.slice(1) })
    .filter(({ key }) => key !== 'role' || told.every((entry) => entry.key !== 'role'))
    .map((argument) => ({ ...argument, file: 'arguments', precedence: PRECEDENCE.status }));
  const settings = leaves
    .filter(({ path }) => path[0] === 'ClusterConfig' && path.length > 1)
    .map(({ path, ...leaf }) => settingOf({ ...leaf, path: path.slice(1) }, PRECEDENCE.status));
  return [...told, ...given, ...settings];
}

const readStatusText = (text: string): readonly ConfigEntry[] =>
  linesOf(text).flatMap((line, at) => {
    const [, name = '', value = ''] = /^(\w+):\s+(\S+)\s*$/.exec(line) ?? [];
    return statusOf(name, value, at + 1);
  });

function statusOf(name: string, value: string, line: number): readonly ConfigEntry[] {
  const key = Object.hasOwn(STATUS_KEYS, name) ? STATUS_KEYS[name] : undefined;
  if (key === undefined) return [];
  const held = key === 'role' ? roleOf(value) : toValue(value);
  if (held === undefined) return [];
  return [{ file: 'arguments', key, value: held, line, precedence: PRECEDENCE.status }];
}
