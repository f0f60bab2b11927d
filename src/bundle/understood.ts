import type { EnvironmentFact } from '../model/fact.js';
import { isWholeTree } from './config/tree.js';
import { parseJson } from './fact-file.js';
import type { FileKind } from './layout-kinds.js';

/** JSON or YAML, as the collector pleased. */
const OBJECTS: ReadonlySet<FileKind> = new Set([
  'nodes-json',
  'nodes-yaml',
  'pod-list',
  'etcd-member-list',
  'hostos-json',
  'time-json',
  'cluster-version',
]);
const SETTINGS: ReadonlySet<FileKind> = new Set([
  'config-yaml',
  'config-dropin',
  'registries-yaml',
  'k0s-yaml',
]);

const EMPTY_LIST = /^\s*\[\s*\]\s*$|"items"\s*:\s*\[\s*\]|^items:\s*\[\s*\]/m;

/**
 * False where the form of a file is broken, so that what was read of it is nothing or a part: settings that are no
 * YAML, objects that are no JSON, lists of nodes that name none. Tables and other text have no form to break.
 */
export function isUnderstood(
  kind: FileKind,
  text: string,
  facts: readonly EnvironmentFact[],
): boolean {
  if (text.trim() === '') return true;
  if (SETTINGS.has(kind)) return isWholeTree(text);
  if (!OBJECTS.has(kind)) return true;
  const looksLikeJson = /^\uFEFF?\s*[[{]/.test(text);
  if (looksLikeJson && parseJson(text) === undefined) return false;
  const isNodeList = kind === 'nodes-json' || kind === 'nodes-yaml';
  return !isNodeList || facts.length > 0 || EMPTY_LIST.test(text);
}
