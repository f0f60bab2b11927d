import { readMonthDayTime } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createTailReader } from './tail.js';
import { textEnvelope } from './text-entry.js';

const SPACE = 0x20;

/**
 * `journalctl` short and short-precise, and RFC 3164 files, which look alike:
 * `Apr 15 10:00:01[.ffffff] host ident[pid]: message`. A stamp without a tail is an entry too.
 */
export const journaldShort: FormatKind = {
  id: 'journald-short',
  sample: 'Apr 15 10:00:01 server1 k3s[1234]: time="2025-04-15T10:00:01Z" level=info msg=ready',
  create: createShort,
};

function createShort(context: Context): Format {
  const tails = createTailReader();
  return {
    id: journaldShort.id,
    push(line, text) {
      const read = readMonthDayTime(text);
      if (read === undefined) return false;
      const { stamp, end } = read;
      if (end < text.length && text.charCodeAt(end) !== SPACE) return false;
      const tail =
        tails.read(text, end) ?? (tails.knowsHosts ? tails.readBare(text, end) : undefined);
      const column = tail === undefined ? Math.min(end + 1, text.length) : end + tail.width;
      const transport = journaldShort.id;
      context.hold(textEnvelope({ line, transport, text, stamp, column, tail }), text, column);
      return true;
    },
  };
}
