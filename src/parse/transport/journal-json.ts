import { decodeBytes } from './bytes.js';
import { emptySlots, SLOT, type Slots, slotOf, WANTED } from './journal-fields.js';
import {
  endOfString,
  parseObject,
  salvageBytes,
  salvageString,
  unescapeJson,
} from './json-text.js';

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const BRACE = 0x7d;

/** Slots by the length of their name: most names that nobody wants fall out at once. */
const BY_LENGTH: readonly (readonly number[])[] = Array.from({ length: 32 }, (_, length) =>
  WANTED.flatMap((name, slot) => (name.length === length ? [slot] : [])),
);

/** Whether an object with such a first key can be journald's: names of its fields are upper case. */
export function looksLikeJournal(text: string): boolean {
  const code = text.charCodeAt(2);
  return code === 0x5f || (code >= 0x41 && code <= 0x5a);
}

/**
 * Reads an object of strings as journalctl writes it, in one pass and without building the object.
 * Gives false where the text is anything else (numbers, null, arrays, blanks, broken): `readObject` then
 * takes over. `cache` holds the values of the line before: most of them come again.
 */
export function scanFlat(text: string, slots: Slots, cache: Slots): boolean {
  let at = 1;
  for (;;) {
    if (text.charCodeAt(at) !== QUOTE) return false;
    const keyEnd = text.indexOf('"', at + 1);
    if (keyEnd < 0 || text.charCodeAt(keyEnd + 1) !== COLON) return false;
    if (text.charCodeAt(keyEnd + 2) !== QUOTE) return false;
    const slot = findSlot(text, at + 1, keyEnd);
    const from = keyEnd + 3;
    const end = slot < 0 ? endOfString(text, from) : readValue(text, from, slot, slots, cache);
    if (end < 0) return false;
    const next = text.charCodeAt(end + 1);
    if (next === BRACE) return end + 2 === text.length;
    if (next !== COMMA) return false;
    at = end + 2;
  }
}

function findSlot(text: string, from: number, end: number): number {
  for (const slot of BY_LENGTH[end - from] ?? []) {
    if (text.startsWith(WANTED[slot] ?? '', from)) return slot;
  }
  return -1;
}

/** Puts the string value at `from` into its slot; gives the index of its closing quote. */
function readValue(text: string, from: number, slot: number, slots: Slots, cache: Slots): number {
  const known = cache[slot];
  if (known !== undefined && text.charCodeAt(from + known.length) === QUOTE) {
    if (text.startsWith(known, from)) {
      slots[slot] = known;
      return from + known.length;
    }
  }
  const end = endOfString(text, from);
  if (end < 0) return end;
  const raw = text.slice(from, end);
  const value = unescapeJson(raw);
  slots[slot] = value;
  // Only plain text may be compared with the line again.
  if (slot !== SLOT.MESSAGE && value === raw) cache[slot] = value;
  return end;
}

/** A field's value as text. Repeated fields count with their last value, as in the short modes. */
function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  if (value.length > 0 && value.every((item) => typeof item === 'number')) {
    return decodeBytes(Uint8Array.from(value));
  }
  return valueText(value.at(-1));
}

/** Fills the slots from a parsed object; false where it is not a journal entry. */
function fillSlots(object: Readonly<Record<string, unknown>>, slots: Slots): boolean {
  const journal = ['MESSAGE', '__REALTIME_TIMESTAMP', '__CURSOR'].some((key) => key in object);
  if (!journal) return false;
  for (const [key, value] of Object.entries(object)) {
    const slot = slotOf(key);
    const text = slot === undefined ? undefined : valueText(value);
    if (slot !== undefined && text !== undefined) slots[slot] = text;
  }
  return true;
}

/** Reads any JSON form of an entry. Gives `undefined` where the text is no entry or broken. */
export function readObject(text: string): Slots | undefined {
  const object = parseObject(text);
  const slots = emptySlots();
  return object !== undefined && fillSlots(object, slots) ? slots : undefined;
}

/** What can still be read of a broken entry; `undefined` where that is not its message. */
export function salvageEntry(text: string): Slots | undefined {
  const slots = emptySlots();
  for (const [slot, name] of WANTED.entries()) slots[slot] = salvageString(text, name);
  if (slots[SLOT.MESSAGE] === undefined) {
    const bytes = salvageBytes(text, 'MESSAGE');
    if (bytes !== undefined) slots[SLOT.MESSAGE] = decodeBytes(bytes);
  }
  return slots[SLOT.MESSAGE] === undefined ? undefined : slots;
}
