import { parseDocument } from 'yaml';
import type { EnvironmentFact } from '../model/fact.js';
import {
  asList,
  asObject,
  asText,
  createFinder,
  type FactFile,
  type FactReader,
  factAt,
  parseJson,
} from './fact-file.js';

export type PodFact = Extract<EnvironmentFact, { readonly kind: 'pod' }>;

const MAX_PODS = 20_000;
const MAX_YAML_CHARS = 5 * 1024 * 1024;

/** Pods of a list as the API gives it, JSON or YAML (up to 5 MB): those that were given a node. */
export const readPodList: FactReader = (file) => {
  const find = createFinder(file);
  return podsOf(file).flatMap((item) => {
    const metadata = asObject(item.metadata);
    const [namespace, name] = [asText(metadata?.namespace), asText(metadata?.name)];
    const runsOn = asText(asObject(item.spec)?.nodeName);
    if (namespace === undefined || name === undefined || runsOn === undefined) return [];
    const uid = asText(metadata?.uid);
    const [index, column] = find(`"name": "${name}"`, `"name":"${name}"`, `name: ${name}`);
    const pod = { kind: 'pod', namespace, name, runsOn, ...(uid ? { uid } : {}) } as const;
    return [factAt(file, index, pod, column)];
  });
};

function podsOf(file: FactFile): readonly Readonly<Record<string, unknown>>[] {
  if (!file.text.includes('nodeName')) return [];
  const value = /^\s*[[{]/.test(file.text) ? parseJson(file.text) : parseYaml(file.text);
  const top = asObject(value);
  const items = Array.isArray(value) ? value : asList(top?.items);
  const listed = top?.kind === 'PodList';
  return items.slice(0, MAX_PODS).flatMap((item) => {
    const pod = asObject(item);
    const isPod = pod?.kind === 'Pod' || (pod?.kind === undefined && (listed || isScheduled(pod)));
    return pod && isPod ? [pod] : [];
  });
}

/** Items of lists lack their kind; only pods have a node. */
const isScheduled = (item: Readonly<Record<string, unknown>> | undefined): boolean =>
  asText(asObject(item?.spec)?.nodeName) !== undefined;

function parseYaml(text: string): unknown {
  if (text.length > MAX_YAML_CHARS) return undefined;
  try {
    return parseDocument(text, { logLevel: 'silent', uniqueKeys: false }).toJS({
      maxAliasCount: 100,
    });
  } catch {
    return undefined;
  }
}

/** `kubectl get pods -A -o wide`: columns stand where their headings begin; RESTARTS holds blanks. */
export const readPodTable: FactReader = (file) => {
  const header = file.lines.findIndex((line) => /^NAMESPACE\s+NAME\s.*\sNODE\s/.test(line));
  const heading = file.lines[header] ?? '';
  const starts = ['NAMESPACE', 'NAME', 'NODE'].map((name) =>
    heading.search(new RegExp(`(?:^|\\s)${name}(?=\\s)`)),
  );
  const facts: EnvironmentFact[] = [];
  for (const [index, line] of file.lines.entries()) {
    if (index <= header || header < 0 || facts.length >= MAX_PODS) continue;
    const [namespace = '', name = '', runsOn = ''] = starts.map(
      (start) => /^\s?(\S+)/.exec(line.slice(start))?.[1] ?? '',
    );
    if (!isName(namespace) || !isName(name) || !isName(runsOn)) continue;
    facts.push(factAt(file, index, { kind: 'pod', namespace, name, runsOn }));
  }
  return facts;
};

const isName = (text: string): boolean => /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text);
