import type { Level } from '../../model/record.js';

const LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['trace', 'trace'],
  ['trac', 'trace'],
  ['debug', 'debug'],
  ['debu', 'debug'],
  ['info', 'info'],
  ['information', 'info'],
  ['notice', 'info'],
  ['warning', 'warning'],
  ['warn', 'warning'],
  ['error', 'error'],
  ['erro', 'error'],
  ['err', 'error'],
  ['fatal', 'fatal'],
  ['fata', 'fatal'],
  ['panic', 'fatal'],
  ['pani', 'fatal'],
  ['dpanic', 'fatal'],
  ['critical', 'fatal'],
  ['crit', 'fatal'],
  ['alert', 'fatal'],
  ['emerg', 'fatal'],
]);

/** The level a word names in any case (`WARN`, `dpanic`, slog's `DEBUG-4`); `undefined` for other words. */
export function readLevel(word: string): Level | undefined {
  const known = LEVELS.get(word);
  if (known !== undefined || word.length > 16) return known;
  return LEVELS.get(word.toLowerCase().replace(/[+-]\d+$/, ''));
}

const LETTERS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['T', 'trace'],
  ['D', 'debug'],
  ['I', 'info'],
  ['N', 'info'],
  ['W', 'warning'],
  ['E', 'error'],
  ['C', 'fatal'],
  ['F', 'fatal'],
]);

/** The level of a severity letter of klog (I W E F) and capnslog (C E W N I D T). */
export const readLevelLetter = (letter: string): Level | undefined => LETTERS.get(letter);
