import { readEpochSeconds } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createTailReader } from './tail.js';
import { textEnvelope } from './text-entry.js';

/** `journalctl` short-unix: `1744711201.123456 host ident[pid]: message`. */
export const journaldShortUnix: FormatKind = {
  id: 'journald-short-unix',
  sample: '1744711201.123456 server1 k3s[1234]: Starting k3s v1.31.6+k3s1 (6ab750f9)',
  create: createShortUnix,
};

function createShortUnix(context: Context): Format {
  const tails = createTailReader();
  return {
    id: journaldShortUnix.id,
    push(line, text) {
      const read = readEpochSeconds(text);
      if (read === undefined) return false;
      const { stamp, end } = read;
      const tail = tails.read(text, end);
      if (tail === undefined) return false;
      const column = end + tail.width;
      const transport = journaldShortUnix.id;
      context.hold(textEnvelope({ line, transport, text, stamp, column, tail }), text, column);
      return true;
    },
  };
}
