import type { Level } from '../../model/record.js';
import type { Stamp } from '../envelope.js';
import { readRfc3339 } from '../timestamp.js';
import { readLevel } from './level.js';
import { createPair, readPair, skipBlanks, typedValue } from './pairs.js';
import { type MutableFields, type Payload, type PayloadFormat, withoutLineEnd } from './payload.js';

/** Where a line whose head was cut off may still say ` level=`. */
const MAX_CUT_HEAD = 48;
const pair = createPair();

/**
 * logrus text without a terminal: `time="…" level=info msg="…" key=value`, keys in any order, also with
 * the time missing or the head of the line cut off. `undefined` unless there are a level and a message,
 * or a time and a level. Source: https://github.com/sirupsen/logrus text_formatter.go
 */
export const logrusFormat: PayloadFormat = {
  id: 'logrus',
  sample:
    'time="2025-04-15T10:00:12Z" level=debug msg="Serving p2p peer addr /ip4/10.0.0.12/tcp/5001/p2p/QmA to client at 127.0.0.1"',
  read(text) {
    const start = findStart(text);
    return start === -1 ? undefined : readLogrus(text, start);
  },
};

/** Index where the pairs begin, -1 where the text cannot be logrus. */
function findStart(text: string): number {
  if (text.startsWith('time=')) return 0;
  const blanks = skipBlanks(text, 0);
  if (text.startsWith('level=', blanks) || text.startsWith('time=', blanks)) return blanks;
  const level = text.indexOf(' level=');
  if (level === -1) return -1;
  if (readPair(text, blanks, pair) !== -1 && pair.key !== 'level') return blanks;
  // A cut head: `25-04-15T10:00:12Z" level=…`. Other text with a blank in it is no head of logrus.
  return level <= MAX_CUT_HEAD && !text.slice(0, level).trim().includes(' ') ? level : -1;
}

function readLogrus(text: string, start: number): Payload | undefined {
  let level: Level | undefined;
  let message: string | undefined;
  let stamp: Stamp | undefined;
  let fields: MutableFields | undefined;
  let at = start;
  for (let next = readPair(text, at, pair); next !== -1; next = readPair(text, at, pair)) {
    at = next;
    const { key } = pair;
    if (key === 'msg' && message === undefined) message = pair.value;
    else if (key === 'level' && level === undefined) {
      level = readLevel(pair.value);
      if (level === undefined) return undefined;
    } else if ((key === 'time' || key === 'ts') && stamp === undefined) {
      stamp = readRfc3339(pair.value)?.stamp;
    } else {
      fields ??= {};
      fields[key] = pair.quoted ? pair.value : typedValue(pair.value);
    }
  }
  if (level === undefined || (message === undefined && stamp === undefined)) return undefined;
  const rest = at < text.length ? skipBlanks(text, at) : at;
  // Text behind the pairs is no logrus, unless the line was damaged after its message.
  if (rest < text.length && message === undefined) return undefined;
  const plain = withoutLineEnd(message ?? '');
  return { layer: 'logrus', message: plain, level, fields, stamp, nested: plain !== '' };
}
