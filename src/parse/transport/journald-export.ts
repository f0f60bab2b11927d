import { type Line, lineBytes } from '../../model/line.js';
import { decodeBytes } from './bytes.js';
import { type Context, type Format, type FormatKind, MAX_JOINED_LENGTH } from './format.js';
import { createJournalEnvelopes, emptySlots, SLOT, slotOf } from './journal-fields.js';

/**
 * `journalctl -o export`: `KEY=value` lines, an empty line after each entry. A value with other than
 * printable bytes stands as `KEY`, LF, its length (64 bits, little endian), its bytes, LF; it is read
 * by that length, whatever bytes it has. Source: systemd.io/JOURNAL_EXPORT_FORMATS.
 */
export const journaldExport: FormatKind = {
  id: 'journald-export',
  sample:
    '__CURSOR=s=2ba0;i=2\n__REALTIME_TIMESTAMP=1767225510210345\n_HOSTNAME=server1\nMESSAGE=ready\n',
  create: createExport,
};

const OPENING =
  /^(?:__CURSOR=s=|__REALTIME_TIMESTAMP=\d|__MONOTONIC_TIMESTAMP=\d|_BOOT_ID=[0-9a-f]{32}$|_[A-Z][A-Z_]+=|MESSAGE=|PRIORITY=\d$|SYSLOG_[A-Z]+=)/;
const NAME = /^[A-Z_][A-Z0-9_]{0,63}$/;
const LENGTH_BYTES = 8;
/** Longest field that journald stores (DATA_SIZE_MAX): a greater length is damage. */
const MAX_FIELD_BYTES = 768 * 1024 * 1024;

interface Binary {
  readonly slot: number | undefined;
  /** Length bytes, then data; only as much as is kept. */
  kept: Buffer;
  seen: number;
  total: number | undefined;
  line: Line | undefined;
}

function bytesOf(line: Line): Buffer {
  return Buffer.concat([lineBytes(line.text), Buffer.from(line.cr ? '\r\n' : '\n')]);
}

function createExport(context: Context): Format {
  const envelopeOf = createJournalEnvelopes();
  const slots = emptySlots();
  let open = false;
  let taken = 0;
  let anchor: Line | undefined;
  let binary: Binary | undefined;
  let entries = 0;

  const setBinary = (): void => {
    if (binary?.slot !== undefined && binary.total !== undefined) {
      const size = Math.min(binary.total - 1, binary.kept.length);
      slots[binary.slot] = decodeBytes(binary.kept.subarray(LENGTH_BYTES, size));
      if (binary.slot === SLOT.MESSAGE) anchor = binary.line ?? anchor;
    }
    binary = undefined;
  };

  const close = (): void => {
    if (!open) return;
    setBinary();
    open = false;
    const told = slots[SLOT.MESSAGE] ?? slots[SLOT.__REALTIME_TIMESTAMP];
    if (told === undefined || anchor === undefined) context.lost(taken);
    else context.emit(envelopeOf({ line: anchor, transport: journaldExport.id, slots }));
    entries += 1;
    slots.fill(undefined);
    taken = 0;
    anchor = undefined;
  };

  const feedBinary = (field: Binary, line: Line): void => {
    const bytes = bytesOf(line);
    field.line ??= line;
    // The middle of a clipped line is gone, its length is known.
    field.seen += line.clip === undefined ? bytes.length : line.clip.bytes + (line.cr ? 2 : 1);
    if (field.kept.length < (field.slot === undefined ? LENGTH_BYTES : MAX_JOINED_LENGTH)) {
      field.kept = Buffer.concat([field.kept, bytes]);
    }
    if (field.total === undefined && field.kept.length >= LENGTH_BYTES) {
      const size = field.kept.readBigUInt64LE(0);
      field.total = LENGTH_BYTES + (size > MAX_FIELD_BYTES ? 0 : Number(size)) + 1;
    }
    if (field.total !== undefined && field.seen >= field.total) setBinary();
  };

  const readField = (line: Line, text: string): boolean => {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    if (!NAME.test(name)) return false;
    const slot = slotOf(name);
    if (equals < 0) {
      binary = { slot, kept: Buffer.alloc(0), seen: 0, total: undefined, line: undefined };
      return true;
    }
    if (slot === undefined) return true;
    slots[slot] = text.slice(equals + 1);
    if (slot === SLOT.MESSAGE) anchor = line;
    return true;
  };

  /** A first field that comes twice: the empty line between two entries is missing. */
  const startsAnew = (text: string): boolean =>
    slots[SLOT.__CURSOR] !== undefined && text.startsWith('__CURSOR=s=');

  return {
    id: journaldExport.id,
    get busy() {
      return open;
    },
    push(line) {
      const { text } = line;
      if (binary !== undefined) {
        taken += 1;
        feedBinary(binary, line);
        return true;
      }
      if (open && text === '') {
        close();
        return true;
      }
      if (open && startsAnew(text)) close();
      if (!open) {
        const opens = entries > 0 ? /^[A-Z_][A-Z0-9_]*=/.test(text) : OPENING.test(text);
        if (!opens) return false;
        open = true;
      }
      if (!readField(line, text)) {
        close();
        return false;
      }
      taken += 1;
      anchor ??= line;
      return true;
    },
    end: close,
  };
}
