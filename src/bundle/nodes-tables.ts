import type { EnvironmentFact } from '../model/fact.js';
import { type FactFile, type FactReader, factAt, placeAt } from './fact-file.js';
import { addressIn } from './nodes-addresses.js';
import type { NodeFact } from './nodes-identity.js';
import { isHostName } from './nodes-names.js';
import {
  addressOfAnnotation,
  aliasOfAnnotation,
  type NodeContent,
  unique,
  versionContent,
} from './nodes-objects.js';

/** Columns up to EXTERNAL-IP hold no blanks, so words are cells. */
const COLUMNS = ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION', 'INTERNAL-IP', 'EXTERNAL-IP'];

/** `kubectl get nodes`, with or without `-o wide`. Gives nothing for the text of an error. */
export const readNodesTable: FactReader = (file) => {
  const header = file.lines.findIndex((line) => /^NAME\s+STATUS\s+ROLES\s/.test(line));
  const names = (file.lines[header] ?? '').split(/\s+/);
  const at = COLUMNS.map((column) => names.indexOf(column));
  const facts: EnvironmentFact[] = [];
  for (let index = header + 1; header >= 0 && index < file.lines.length; index += 1) {
    const cells = (file.lines[index] ?? '').trim().split(/\s+/);
    const [name = '', , roles = '', , version = '', internal = '', external = ''] = at.map(
      (column) => cells[column] ?? '',
    );
    if (!isHostName(name) || !/^v\d/.test(version)) break;
    const addresses = unique([internal, external].flatMap((it) => addressIn(it) ?? []));
    const content = { aliases: [], addresses, ...versionContent(version), ...roleContent(roles) };
    facts.push(factAt(file, index, { kind: 'node', name, ...content, own: false }));
  }
  return facts;
};

/** `<none>` is how kubectl prints a worker. */
function roleContent(roles: string): Pick<NodeContent, 'role'> {
  if (/\b(?:control-plane|controlplane|etcd|master)\b/.test(roles)) return { role: 'server' };
  return roles === '<none>' || /\bworker\b/.test(roles) ? { role: 'agent' } : {};
}

/** `kubectl describe nodes`: one block from each `Name:` on. */
export const readNodesDescribe: FactReader = (file) => {
  const starts = file.lines.flatMap((line, index) => (/^Name:\s+\S/.test(line) ? [index] : []));
  return starts.flatMap((start, i) =>
    describeBlock(file, start, starts[i + 1] ?? file.lines.length),
  );
};

function describeBlock(file: FactFile, start: number, end: number): readonly EnvironmentFact[] {
  const block = file.lines.slice(start, end);
  const value = (pattern: RegExp): string =>
    block.map((line) => pattern.exec(line)?.[1]).find((it) => it !== undefined) ?? '';
  const name = value(/^Name:\s+(\S+)/);
  if (!isHostName(name)) return [];
  const pairs = block.flatMap((line) => {
    const [, key = '', rest = ''] =
      /^(?:Annotations:)?\s+([\w.-]+\/[\w.-]+):\s*(\S+)/.exec(line) ?? [];
    return key === '' ? [] : [[key, rest] as const];
  });
  const from = block.findIndex((line) => /^Addresses:/.test(line));
  const to = block.findIndex((line, index) => index > from && /^\S/.test(line));
  const told = from < 0 ? [] : block.slice(from + 1, to < 0 ? undefined : to);
  const addresses = told.map((line) => addressIn(/^\s+\w+IP:\s+(\S+)/.exec(line)?.[1] ?? ''));
  const names = told.map((line) => /^\s+(?:Hostname|\w+DNS):\s+(\S+)/.exec(line)?.[1]);
  const content: NodeContent = {
    aliases: unique(
      [...names, ...pairs.map(([key, it]) => aliasOfAnnotation(key, it))].flatMap((it) =>
        it && isHostName(it) ? [it] : [],
      ),
    ),
    addresses: unique(
      [...addresses, ...pairs.map(([key, it]) => addressOfAnnotation(key, it))].flatMap(
        (it) => it ?? [],
      ),
    ),
    ...versionContent(value(/^\s+Kubelet Version:\s+(\S+)/)),
    ...roleContent(value(/^Roles:\s+(\S+)/)),
  };
  return [
    factAt(file, start, {
      kind: 'node',
      name,
      ...content,
      own: false,
      proof: proofOf(file, start, end),
    }),
  ];
}

/** The lines of a block that say version and role. */
function proofOf(file: FactFile, start: number, end: number): NonNullable<NodeFact['proof']> {
  const at = (pattern: RegExp): number =>
    file.lines.slice(start, end).findIndex((line) => pattern.test(line));
  const [version, role] = [at(/^\s+Kubelet Version:/), at(/^Roles:/)];
  return {
    ...(version < 0 ? {} : { version: placeAt(file, start + version) }),
    ...(role < 0 ? {} : { role: placeAt(file, start + role) }),
  };
}
