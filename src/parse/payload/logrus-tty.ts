import { readRfc3339 } from '../timestamp.js';
import { readLevel } from './level.js';
import { readPairs, skipBlanks } from './pairs.js';
import type { MutableFields, PayloadFormat } from './payload.js';

const HEAD =
  /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI|TRACE|DEBUG|WARNING|ERROR|FATAL|PANIC)\[([^\]\s]{1,40}(?: [\d:.]{8,18})?)\] ?/;
const MAX_TRIES = 16;

/**
 * logrus on a terminal, its colours already gone: `INFO[0026] message    key=value`, in the brackets
 * seconds since the start (no time) or a full stamp. Fields stand two blanks behind the message.
 * Source: https://github.com/sirupsen/logrus text_formatter.go printColored
 */
export const logrusTtyFormat: PayloadFormat = {
  id: 'logrus-tty',
  sample: 'ERRO[0600] Compact failed: failed to compact to revision 2002: database is locked',
  first: 'TDIWEFP',
  read(text) {
    const head = HEAD.exec(text);
    if (head === null) return undefined;
    const [whole, word = '', when = ''] = head;
    const stamp = /^\d+$/.test(when) ? undefined : readRfc3339(when)?.stamp;
    if (stamp === undefined && !/^\d+$/.test(when)) return undefined;
    const { message, fields } = splitFields(text.slice(whole.length));
    return { layer: 'logrus-tty', message, level: readLevel(word), fields, stamp, nested: true };
  },
};

/** Splits at the first two blanks behind which nothing but pairs stands. */
function splitFields(body: string): { message: string; fields: MutableFields | undefined } {
  let gap = body.indexOf('  ');
  for (let tries = 0; gap !== -1 && tries < MAX_TRIES; tries += 1) {
    const from = skipBlanks(body, gap);
    const fields: MutableFields = {};
    const end = readPairs(body, from, fields);
    if (end > from && body.slice(end).trim() === '') return { message: body.slice(0, gap), fields };
    gap = body.indexOf('  ', from);
  }
  return { message: body.trimEnd(), fields: undefined };
}
