import { WANTED } from '../parse/transport/journal-fields.js';
import { isSame } from './same-bytes.js';

/**
 * Journalctl writes the fields of each JSON entry in another order, and many that nobody reads. Here those that are
 * read stand in one order: such a line says the same as the entry, and is like those of other entries.
 */
export interface JournalOrder {
  /** The line that was made last. */
  readonly bytes: Buffer;
  /**
   * Makes the line of an entry; gives its length, 0 where there is none: the text is no object of strings in ASCII as
   * journalctl writes it, a field that is read stands there twice, it has no time, or the line would be too long.
   */
  make(bytes: Uint8Array, start: number, end: number): number;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;
const LAST_ASCII = 0x7e;

const RECEIVED = WANTED.indexOf('__REALTIME_TIMESTAMP');
const SENT = WANTED.indexOf('_SOURCE_REALTIME_TIMESTAMP');
const MESSAGE = WANTED.indexOf('MESSAGE');
/** Says no more than that it is an entry, as the message does. */
const CURSOR = WANTED.indexOf('__CURSOR');
/** Microseconds since the epoch. */
const STAMP_BYTES = 16;

/** The fields in their order: the time first, the text last. Of two times the sender's counts, under either name. */
const ORDER: readonly { readonly slot: number; readonly head: Buffer }[] = [
  RECEIVED,
  ...[...WANTED.keys()].filter((slot) => ![RECEIVED, SENT, MESSAGE, CURSOR].includes(slot)),
  MESSAGE,
].map((slot, at) => ({
  slot,
  head: Buffer.from(`${at === 0 ? '{' : ','}"${WANTED[slot]}":"`),
}));

/** By the length of the name: most names that nobody reads fall out at once. */
const BY_LENGTH: readonly (readonly { readonly slot: number; readonly name: Buffer }[])[] =
  Array.from({ length: 32 }, (_, length) =>
    WANTED.flatMap((name, slot) =>
      name.length === length ? [{ slot, name: Buffer.from(name) }] : [],
    ),
  );

export function createJournalOrder(maxBytes: number): JournalOrder {
  const made = Buffer.alloc(maxBytes);
  /** Of each field where its value begins and ends; from 0 where there is none. */
  const from = new Int32Array(WANTED.length);
  const to = new Int32Array(WANTED.length);

  const write = (bytes: Uint8Array): number => {
    let length = 0;
    for (const { slot, head } of ORDER) {
      const begin = from[slot] ?? 0;
      const stop = to[slot] ?? 0;
      if (begin === 0) continue;
      if (length + head.length + stop - begin + 2 > maxBytes) return 0;
      length = append(made, length, head, 0, head.length);
      length = append(made, length, bytes, begin, stop);
      made[length++] = QUOTE;
    }
    made[length++] = CLOSE;
    return length;
  };
  return {
    bytes: made,
    make(bytes, start, end) {
      if (!isLikeJournal(bytes, start)) return 0;
      from.fill(0);
      to.fill(0);
      if (!findFields(bytes, start, end, from, to)) return 0;
      if ((from[SENT] ?? 0) > 0) {
        from[RECEIVED] = from[SENT] ?? 0;
        to[RECEIVED] = to[SENT] ?? 0;
      }
      if ((to[RECEIVED] ?? 0) - (from[RECEIVED] ?? 0) !== STAMP_BYTES) return 0;
      return (from[MESSAGE] ?? 0) > 0 ? write(bytes) : 0;
    },
  };
}

/** Names of its fields are upper case; those of what programs write are not. */
function isLikeJournal(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start + 2] ?? 0;
  return bytes[start] === OPEN && (first === UNDERSCORE || (first >= 0x41 && first <= 0x5a));
}

/** Finds the values of an object, as `scanFlat` of the transport reads them. */
function findFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  from: Int32Array,
  to: Int32Array,
): boolean {
  for (let at = start + 1; at < end; ) {
    const key = at + 1;
    const keyEnd = bytes[at] === QUOTE ? quoteFrom(bytes, key, end) : end;
    if (bytes[keyEnd + 1] !== COLON || bytes[keyEnd + 2] !== QUOTE) return false;
    const value = keyEnd + 3;
    const close = quoteFrom(bytes, value, end);
    const slot = slotOf(bytes, key, keyEnd);
    if (slot >= 0) {
      if ((from[slot] ?? 0) > 0) return false;
      from[slot] = value;
      to[slot] = close;
    }
    if (bytes[close + 1] === CLOSE) return close + 2 === end;
    if (bytes[close + 1] !== COMMA) return false;
    at = close + 2;
  }
  return false;
}

/** The next quote that is not escaped; the end where there is none, or something else than ASCII before it. */
function quoteFrom(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte > LAST_ASCII) return end;
    if (byte === BACKSLASH) at += 1;
  }
  return end;
}

function slotOf(bytes: Uint8Array, from: number, to: number): number {
  const names = BY_LENGTH[to - from] ?? [];
  for (let at = 0; at < names.length; at += 1) {
    const named = names[at];
    if (named && isSame(bytes, from, named.name, 0, named.name.length)) return named.slot;
  }
  return -1;
}

/** Puts bytes behind those that are there; gives the length then. Shorter than what a copy by the system costs. */
function append(
  made: Uint8Array,
  length: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  for (let at = from; at < to; at += 1) made[length + at - from] = bytes[at] ?? 0;
  return length + to - from;
}
