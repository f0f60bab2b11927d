import type { EnvironmentFact } from '../model/fact.js';
import {
  asObject,
  asText,
  createFinder,
  type FactFile,
  type FactReader,
  factAt,
  parseJson,
} from './fact-file.js';

const HOST_NAME = /^[a-z0-9](?:[a-z0-9_.-]{0,251}[a-z0-9])?$/i;
const TELLS_NOTHING = /^(?:localhost(?:\..*)?|none|null|unknown|hostname|\d+|[\d.]+)$/i;

/** False for `localhost`, addresses, and what a failed command leaves behind. */
export const isHostName = (text: string): boolean =>
  HOST_NAME.test(text) && !TELLS_NOTHING.test(text);

/** The name of the machine itself; its addresses come from other files. */
const ownFact = (file: FactFile, index: number, name: string): EnvironmentFact =>
  factAt(file, index, { kind: 'node', name, aliases: shortOf(name), addresses: [], own: true });

/** `srv-1.lab.example` also goes by `srv-1`. */
export const shortOf = (name: string): readonly string[] =>
  name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [];

const LABELLED =
  /^\s*(?:static hostname|hostname|\/proc\/sys\/kernel\/hostname|uname -n)\s*[=:]\s*(\S+)\s*$/i;

/** One name (`hostname`, `/etc/hostname`), or lines `hostname = srv-1` as k0s' collector writes them. */
export const readHostname: FactReader = (file) => {
  const found = new Map<string, EnvironmentFact>();
  const lines = file.lines.slice(0, 20);
  const plain = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
  for (const [index, line] of lines.entries()) {
    const labelled = LABELLED.exec(line)?.[1];
    const name = labelled ?? (plain.length <= 2 ? line.trim() : '');
    if (isHostName(name) && !found.has(name)) found.set(name, ownFact(file, index, name));
  }
  return [...found.values()];
};

/** `uname -a`: `Linux srv-1 6.8.0-64-generic …`. */
export const readUname: FactReader = (file) => {
  const index = file.lines.findIndex((line) => /^Linux \S+ \d/.test(line));
  const name = /^Linux (\S+) /.exec(file.lines[index] ?? '')?.[1] ?? '';
  return isHostName(name) ? [ownFact(file, index, name)] : [];
};

/** Troubleshoot's `hostos_info.json`: `{"name":"srv-1",…}`. */
export const readHostOs: FactReader = (file) => {
  const name = asText(asObject(parseJson(file.text))?.name) ?? '';
  return isHostName(name) ? [ownFact(file, createFinder(file)('"name"')[0], name)] : [];
};

/** The best first: by rank, then the shortest, then by letters. */
export const sortNames = (
  names: readonly string[],
  rank: (name: string) => number,
): readonly string[] =>
  [...names].sort((a, b) => rank(b) - rank(a) || a.length - b.length || (a < b ? -1 : 1));
