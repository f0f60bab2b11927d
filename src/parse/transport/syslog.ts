import type { Line } from '../../model/line.js';
import { lineBytes } from '../../model/line.js';
import type { Envelope, Stamp } from '../envelope.js';
import { readMonthDayTime, readRfc3339 } from '../timestamp.js';
import { decodeBytes } from './bytes.js';
import type { Context, Format, FormatKind } from './format.js';
import { readSyslogMessage } from './syslog-message.js';
import { createTailReader } from './tail.js';
import { stripColours } from './terminal.js';
import { textEnvelope } from './text-entry.js';

const LESS = 0x3c;
const PRIORITY = /^<(\d{1,3})>/;
const COUNT = /^(\d{1,7}) (?=<\d{1,3}>)/;
const RFC5424 =
  /^(?:<(?<pri>\d{1,3})>)?1 (?<time>\S+) (?<host>\S+) (?<app>\S+) (?<pid>\S+) (?<id>\S+) (?:-|(?:\[(?:[^\]\\]|\\.)*\])+)(?: \ufeff? ?(?<message>.*))?$/s;

/** RFC 5424, as a file or as it came from a TCP stream with octet counts (RFC 6587). */
export const syslogRfc5424: FormatKind = {
  id: 'syslog-rfc5424',
  sample: '<30>1 2026-11-21T06:31:18.594747+00:00 server1 k3s 1234 - -  slow tick 7',
  create: createRfc5424,
};

/** RFC 3164 with its priority in front; without it the line reads as journald-short. */
export const syslogPriority: FormatKind = {
  id: 'syslog-rfc3164',
  sample: '<30>Nov 21 06:40:47 server1 Keepalived[25923]: Starting VRRP child process, pid=25926',
  create: createRfc3164,
};

const present = (value: string | undefined): string | undefined =>
  value === undefined || value === '-' || value === '' ? undefined : value;

function readStamp(text: string): Stamp | undefined {
  const read = readRfc3339(text);
  return read?.end === text.length ? read.stamp : undefined;
}

/** The envelope of an RFC 5424 line, `undefined` where it is none. The priority may be cut off. */
export function readRfc5424(line: Line, text: string): Envelope | undefined {
  const groups = RFC5424.exec(text)?.groups;
  const stamp = readStamp(groups?.time ?? '');
  if (groups === undefined || (stamp === undefined && groups.time !== '-')) return undefined;
  const { message, repeated } = readSyslogMessage(groups.message ?? '');
  const node = present(groups.host);
  const ident = present(groups.app);
  const pid = present(groups.pid);
  const priority = groups.pri;
  return {
    line,
    transport: syslogRfc5424.id,
    message: stripColours(message),
    ...(stamp && { stamp }),
    ...(node && { node }),
    ...(ident && { ident }),
    ...(pid && /^\d{1,10}$/.test(pid) && { pid: Number(pid) }),
    ...(repeated !== undefined && { repeated }),
    ...(priority && { fields: { PRIORITY: Number(priority) % 8 } }),
  };
}

function createRfc5424(context: Context): Format {
  let open: { envelope: Envelope; bytesLeft: number } | undefined;

  const close = (): void => {
    if (open !== undefined) context.emit(open.envelope);
    open = undefined;
  };

  const readFrame = (line: Line, text: string, count: number | undefined): boolean => {
    const envelope = readRfc5424(line, text);
    if (envelope === undefined) return false;
    close();
    // The count covers the LF that ended the line, if the sender wrote one.
    const bytesLeft = count === undefined ? 0 : count - lineBytes(text).length - 1;
    if (bytesLeft > 0 && line.clip === undefined) open = { envelope, bytesLeft };
    else context.emit(envelope);
    return true;
  };

  const readFrames = (line: Line, text: string): boolean => {
    const [whole, digits] = COUNT.exec(text) ?? [];
    if (whole === undefined) return readFrame(line, text, undefined);
    const count = Number(digits);
    const rest = text.slice(whole.length);
    const bytes = lineBytes(rest);
    const next = bytes.length > count ? decodeBytes(bytes.subarray(count)) : '';
    if (!COUNT.test(next)) return readFrame(line, rest, count);
    const first = decodeBytes(bytes.subarray(0, count));
    return readFrame(line, first, undefined) && readFrames(line, next);
  };

  return {
    id: syslogRfc5424.id,
    get busy() {
      return open !== undefined;
    },
    push(line, text) {
      const first = text.charCodeAt(0);
      const begins = first === LESS || (first >= 0x30 && first <= 0x39 && COUNT.test(text));
      if (begins && readFrames(line, text)) return true;
      if (open === undefined) return false;
      const { envelope, bytesLeft } = open;
      const left = bytesLeft - lineBytes(text).length - 1;
      open = {
        envelope: { ...envelope, message: `${envelope.message}\n${text}` },
        bytesLeft: left,
      };
      if (left <= 0) close();
      return true;
    },
    end: close,
  };
}

function createRfc3164(context: Context): Format {
  const tails = createTailReader();
  return {
    id: syslogPriority.id,
    push(line, text) {
      if (text.charCodeAt(0) !== LESS) return false;
      const [whole, priority] = PRIORITY.exec(text) ?? [];
      if (whole === undefined) return false;
      const read = readMonthDayTime(text, whole.length) ?? readRfc3339(text, whole.length);
      if (read === undefined) return false;
      const { stamp, end } = read;
      const tail = tails.read(text, end) ?? tails.readBare(text, end);
      const column = tail === undefined ? Math.min(end + 1, text.length) : end + tail.width;
      const fields = { PRIORITY: Number(priority) % 8 };
      const transport = syslogPriority.id;
      context.emit(textEnvelope({ line, transport, text, stamp, column, tail, fields }));
      return true;
    },
  };
}
