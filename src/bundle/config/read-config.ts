import type { EnvironmentFact } from '../../model/fact.js';
import { type ConfigEntry, linesOf, MAX_ENTRIES } from './entry.js';
import { readEnvFile } from './env-file.js';
import { readJoinServers } from './join-token.js';
import { readK0sConfig, readK0sStatus } from './k0s.js';
import { readNodeDescriptions, readNodeObjects } from './node-objects.js';
import { readProcessList } from './process-list.js';
import { readRancherConfig, readRegistries } from './rancher-config.js';
import { isSecretKey, MASK, maskSecrets } from './secrets.js';
import { readUnitFile } from './unit-file.js';
import { readKeepalived, readKubeVip } from './virtual-addresses.js';

export type ConfigKind =
  | 'config-yaml'
  | 'config-dropin'
  | 'registries-yaml'
  | 'unit-file'
  | 'env-file'
  | 'process-list'
  | 'nodes-json'
  | 'nodes-yaml'
  | 'nodes-describe'
  | 'k0s-yaml'
  | 'k0s-status'
  | 'k0s-token'
  | 'pod-manifest'
  | 'pod-list'
  | 'keepalived-conf';

/** Does this reader know the kind? */
export const isConfigKind = (kind: string): kind is ConfigKind => Object.hasOwn(READERS, kind);

export type ConfigFact = Extract<EnvironmentFact, { kind: 'config' }>;

const READERS: Readonly<
  Record<ConfigKind, (text: string, source: string) => readonly ConfigEntry[]>
> = {
  'config-yaml': (text) => readRancherConfig(text, ''),
  'config-dropin': (text, source) =>
    readRancherConfig(text, source.slice(source.lastIndexOf('/') + 1)),
  'registries-yaml': readRegistries,
  'unit-file': readUnitFile,
  'env-file': readEnvFile,
  'process-list': readProcessList,
  'nodes-json': readNodeObjects,
  'nodes-yaml': readNodeObjects,
  'nodes-describe': readNodeDescriptions,
  'k0s-yaml': readK0sConfig,
  'k0s-status': readK0sStatus,
  'k0s-token': () => [],
  'pod-manifest': readVipManifest,
  'pod-list': readVipManifest,
  'keepalived-conf': readKeepalived,
};

/** Files in which a k0s join token may stand. */
const WITH_TOKEN: ReadonlySet<ConfigKind> = new Set([
  'env-file',
  'k0s-status',
  'k0s-token',
  'process-list',
  'unit-file',
]);

/**
 * The settings a file holds, each with its place. Secrets are masked before anything is read. A file that is
 * broken gives what can be read of it, perhaps nothing; never throws.
 */
export function readConfig(
  kind: ConfigKind,
  source: string,
  text: string,
  scope: string,
): readonly ConfigFact[] {
  const safe = maskSecrets(text);
  const lines = linesOf(safe);
  const joins = WITH_TOKEN.has(kind) ? readJoinServers(text) : [];
  return [...READERS[kind](safe, source), ...joins]
    .slice(0, MAX_ENTRIES)
    .map(({ line, node, ...entry }): ConfigFact => {
      const value = isSecretKey(entry.key) && typeof entry.value !== 'boolean' ? MASK : entry.value;
      const place = { source, line, text: shorten(lines[line - 1] ?? '', entry.key) };
      return { kind: 'config', scope, place, ...entry, value, ...(node !== undefined && { node }) };
    });
}

/** Most pods and workloads are no kube-vip. */
function readVipManifest(text: string): readonly ConfigEntry[] {
  return text.includes('kube-vip') ? readKubeVip(text) : [];
}

const MAX_TEXT = 1000;

/** A file may be one line: what is shown begins a little before the key. */
function shorten(line: string, key: string): string {
  if (line.length <= MAX_TEXT) return line;
  const from = Math.max(0, line.indexOf(key) - 100);
  const part = line.slice(from, from + MAX_TEXT);
  return `${from > 0 ? '…' : ''}${part}${from + MAX_TEXT < line.length ? '…' : ''}`;
}
