import type { Line } from '../../model/line.js';
import type { Fields } from '../../model/record.js';
import type { Envelope, Stamp } from '../envelope.js';
import { readSyslogMessage } from './syslog-message.js';
import type { Tail } from './tail.js';
import { stripColours } from './terminal.js';

export interface TextEntry {
  readonly line: Line;
  readonly transport: string;
  readonly text: string;
  readonly stamp: Stamp;
  /** Index of the first character of the message. */
  readonly column: number;
  readonly tail?: Tail | undefined;
  readonly fields?: Fields | undefined;
}

/** The envelope of one line of a text mode or a syslog file. */
export function textEnvelope(entry: TextEntry): Envelope {
  const { tail } = entry;
  const raw = entry.text.slice(entry.column);
  const envelope: {
    -readonly [key in keyof Envelope]: Envelope[key];
  } = { line: entry.line, transport: entry.transport, stamp: entry.stamp, message: raw };
  if (tail !== undefined) {
    if (tail.host !== undefined) envelope.node = tail.host;
    if (tail.ident !== undefined) envelope.ident = tail.ident;
    if (tail.pid !== undefined) envelope.pid = tail.pid;
  }
  if (raw.charCodeAt(0) === 0x6d || raw.includes('#')) {
    const { message, repeated } = readSyslogMessage(raw);
    envelope.message = stripColours(message);
    if (repeated !== undefined) envelope.repeated = repeated;
  }
  if (entry.fields !== undefined) envelope.fields = entry.fields;
  return envelope;
}
