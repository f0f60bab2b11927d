import type { Envelope } from '../envelope.js';
import { readWeekdayIso } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createTailReader } from './tail.js';
import { textEnvelope } from './text-entry.js';

const SPACE = 0x20;
const UNIT =
  /\.(?:service|scope|mount|automount|slice|socket|timer|target|path|swap|device)(?:\/|$)/;

/**
 * `journalctl` short-full and with-unit: `Tue 2025-04-15 10:00:01 UTC host ident[pid]: message`.
 * with-unit prints the unit in place of the identifier, which then stays unknown.
 */
export const journaldShortFull: FormatKind = {
  id: 'journald-short-full',
  sample: 'Tue 2025-04-15 10:00:01 UTC server1 k3s[1234]: Starting k3s v1.31.6+k3s1 (6ab750f9)',
  create: createShortFull,
};

function createShortFull(context: Context): Format {
  const tails = createTailReader();
  return {
    id: journaldShortFull.id,
    push(line, text) {
      const read = readWeekdayIso(text);
      if (read === undefined || text.charCodeAt(read.end) !== SPACE) return false;
      const { stamp, end } = read;
      // The head line of verbose has a cursor there.
      if (text.startsWith(' [s=', end)) return false;
      const tail = tails.read(text, end);
      const column = tail === undefined ? end + 1 : end + tail.width;
      const transport = journaldShortFull.id;
      const envelope = textEnvelope({ line, transport, text, stamp, column, tail });
      context.hold(withUnit(envelope), text, column);
      return true;
    },
  };
}

/** `user@1000.service/podman.service` is a user unit inside its system unit. */
function withUnit(envelope: Envelope): Envelope {
  const { ident, ...rest } = envelope;
  if (ident === undefined || !UNIT.test(ident)) return envelope;
  const slash = ident.indexOf('/');
  const unit = slash < 0 ? ident : ident.slice(0, slash);
  return { ...rest, unit, transport: 'journald-with-unit' };
}
