import type { FieldValue } from '../../model/record.js';
import { BOOLEAN_KEYS, fullName } from './flags.js';
import { toValue } from './scalars.js';
import type { Word } from './words.js';

export interface Argument {
  readonly key: string;
  readonly value: FieldValue;
  readonly line: number;
}

/** A command line: the program's name without its folder, and the words after it. */
export interface Command {
  readonly program: string;
  readonly words: readonly Word[];
}

/** The word that says what the process is: k0s calls its servers controllers, its agents workers. */
const ROLES: Readonly<Record<string, string>> = {
  agent: 'agent',
  controller: 'server',
  server: 'server',
  worker: 'agent',
};

/** `server` or `agent` for the words K3s, RKE2 and k0s use; `undefined` for others. */
export const roleOf = (word: string): string | undefined =>
  Object.hasOwn(ROLES, word) ? ROLES[word] : undefined;

const ROLE_PROGRAMS = new Set(['k3s', 'rke2', 'k0s']);
const FLAG = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/;

/**
 * Flags and role of a command line, in order. `--flag=value` and `--flag value` mean the same, a flag without
 * a value is true, short flags get their full name. Words that belong to no flag are left out.
 */
export function readArguments({ program, words }: Command): readonly Argument[] {
  const found: Argument[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const { text = '', line = 1 } = words[at] ?? {};
    const [, name, own] = FLAG.exec(text) ?? [];
    if (name === undefined) {
      const role = roleOf(text);
      const told = found.some(({ key }) => key === 'role');
      if (role && !told && ROLE_PROGRAMS.has(program))
        found.push({ key: 'role', value: role, line });
      continue;
    }
    const key = fullName(program, name);
    const next = words[at + 1]?.text;
    if (own !== undefined) found.push({ key, value: toValue(own, key), line });
    else if (next !== undefined && takes(key, next)) {
      found.push({ key, value: toValue(next, key), line: words[at + 1]?.line ?? line });
      at += 1;
    } else found.push({ key, value: true, line });
  }
  return found;
}

/** Node annotations part `--debug=true` in two words, so a switch may be followed by its value. */
const takes = (key: string, next: string): boolean =>
  BOOLEAN_KEYS.has(key) ? /^(?:true|false)$/i.test(next) : !/^--?[A-Za-z]/.test(next);

/** What is left of a place: `--server 'https://…'` of `k3s` keeps its key, flags of other programs carry its name. */
export const argumentKey = (program: string, key: string): string =>
  ROLE_PROGRAMS.has(program) ? key : `${program}.${key}`;

const PROGRAMS = ['k3s', 'rke2', 'k0s', 'kube-vip', 'keepalived', 'kube-apiserver'] as const;

/** The program a word starts, if it is one whose arguments tell something: `/usr/local/bin/k3s` is `k3s`. */
export function programOf(word: string): string | undefined {
  const name = word.slice(word.lastIndexOf('/') + 1);
  return PROGRAMS.find((program) => program === name);
}
