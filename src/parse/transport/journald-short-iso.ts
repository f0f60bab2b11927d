import { readRfc3339 } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createTailReader, type Tail, type TailReader } from './tail.js';
import { textEnvelope } from './text-entry.js';

const SPACE = 0x20;
const T = 0x54;
const COMMA = 0x2c;

/**
 * `journalctl` short-iso and short-iso-precise (zone `+0000` up to systemd 254, `+00:00` from 255), and
 * syslog files with RFC 3339 stamps, also without a colon behind the tag.
 */
export const journaldShortIso: FormatKind = {
  id: 'journald-short-iso',
  sample: '2025-04-15T10:00:01+0000 server1 k3s[1234]: Starting k3s v1.31.6+k3s1 (6ab750f9)',
  create: createShortIso,
};

function createShortIso(context: Context): Format {
  const tails = createTailReader();
  let taken = false;
  return {
    id: journaldShortIso.id,
    push(line, text) {
      if (text.charCodeAt(10) !== T || text.charCodeAt(19) === COMMA) return false;
      const read = readRfc3339(text);
      if (read === undefined || text.charCodeAt(read.end) !== SPACE) return false;
      const { stamp, end } = read;
      if (isContainerStamp(text, end)) return false;
      const tail = isoTail(tails, text, end, taken);
      if (tail === undefined) return false;
      taken = true;
      const column = end + tail.width;
      const transport = journaldShortIso.id;
      context.hold(textEnvelope({ line, transport, text, stamp, column, tail }), text, column);
      return true;
    },
  };
}

/** Containers write nine digits, or a stream behind the stamp; journald and rsyslog never do. */
function isContainerStamp(text: string, end: number): boolean {
  if (end >= 30 && text.charCodeAt(19) === 0x2e && /^\d{9}\D/.test(text.slice(20, 30))) return true;
  return text.startsWith(' std', end) && /^ std(?:out|err) [FP]/.test(text.slice(end, end + 12));
}

/**
 * Programs, too, begin their lines with such a stamp, so a tail without pid counts only behind a
 * host, and one without both only where this file has shown the format.
 */
function isoTail(tails: TailReader, text: string, end: number, taken: boolean): Tail | undefined {
  const tail = tails.read(text, end);
  if (tail?.sure || tail?.host !== undefined) return tail;
  if (tails.knowsHosts || taken) return tail ?? tails.readBare(text, end);
  return undefined;
}
