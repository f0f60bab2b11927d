import { type ConfigEntry, linesOf } from './entry.js';
import { keyOfVariable } from './flags.js';
import { PRECEDENCE } from './precedence.js';
import { toValue } from './scalars.js';
import { splitWords } from './words.js';

/** Files of `EnvironmentFile=` and output of `env`: `NAME=value` lines. Source: systemd.exec(5). */
export function readEnvFile(text: string): readonly ConfigEntry[] {
  return linesOf(text).flatMap((line, at) => {
    const [, name = '', value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    return name === '' ? [] : readVariable(`${name}=${unquote(value.trim())}`, at + 1);
  });
}

const unquote = (value: string): string =>
  /^["']/.test(value) ? (splitWords(value)[0]?.text ?? '') : value;

/** A variable of K3s or RKE2 as the flag it stands for; nothing for other variables. */
export function readVariable(
  assignment: string,
  line: number,
  precedence: number = PRECEDENCE.environment,
): readonly ConfigEntry[] {
  const at = assignment.indexOf('=');
  const key = keyOfVariable(assignment.slice(0, Math.max(0, at)));
  if (key === undefined) return [];
  const value = toValue(assignment.slice(at + 1), key);
  return [{ file: 'environment', key, value, line, precedence }];
}
