import type { Line } from '../../model/line.js';
import type { Context, Format, FormatKind } from './format.js';
import { createJournalEnvelopes, emptySlots, SLOT, type Slots } from './journal-fields.js';
import { looksLikeJournal, readObject, salvageEntry, scanFlat } from './journal-json.js';
import { parseObject } from './json-text.js';

const OPEN = 0x7b;
const RECORD_SEPARATOR = 0x1e;
const SSE = 'data: {';

/** `journalctl` json, json-seq (RS before each object) and json-sse (`data: ` before it). */
export const journaldJson: FormatKind = {
  id: 'journald-json',
  sample:
    '{"_HOSTNAME":"server1","__REALTIME_TIMESTAMP":"1767225510210345","SYSLOG_IDENTIFIER":"k3s","MESSAGE":"ready"}',
  create: createJson,
};

/** The object of a line of json, json-seq or json-sse; `undefined` for other lines. */
function objectText(text: string): string | undefined {
  const first = text.charCodeAt(0);
  if (first === OPEN) return text;
  if (first === RECORD_SEPARATOR) return objectText(text.slice(1));
  return text.startsWith(SSE) ? text.slice(6) : undefined;
}

function createJson(context: Context): Format {
  const envelopeOf = createJournalEnvelopes();
  const cache = emptySlots();
  const slots = emptySlots();
  const transport = journaldJson.id;

  const emit = (line: Line, entry: Slots): true => {
    context.emit(envelopeOf({ line, transport, slots: entry }));
    return true;
  };

  const isEntry = (): boolean =>
    slots[SLOT.MESSAGE] !== undefined ||
    slots[SLOT.__REALTIME_TIMESTAMP] !== undefined ||
    slots[SLOT.__CURSOR] !== undefined;

  const salvage = (line: Line, text: string): true => {
    const entry = salvageEntry(text);
    if (entry !== undefined) return emit(line, entry);
    context.lost(1);
    return true;
  };

  return {
    id: journaldJson.id,
    push(line, text) {
      const object = objectText(text);
      if (object === undefined) return isTornHead(text) && salvage(line, text);
      if (object.length === 1) return false;
      slots.fill(undefined);
      if (looksLikeJournal(object) && scanFlat(object, slots, cache) && isEntry()) {
        return emit(line, slots);
      }
      const entry =
        object.includes('"MESSAGE"') || object.includes('"__') ? readObject(object) : undefined;
      if (entry !== undefined) return emit(line, entry);
      return isTornEntry(object) && salvage(line, object);
    },
  };
}

/** Names only journald gives; a broken object with one of them is a piece of an entry. */
const TRUSTED =
  /"(?:__REALTIME_TIMESTAMP|__CURSOR|__MONOTONIC_TIMESTAMP|_BOOT_ID|_MACHINE_ID|_HOSTNAME|_SYSTEMD_[A-Z_]+|_TRANSPORT|SYSLOG_IDENTIFIER|MESSAGE)"\s*:/;

/** An object that begins as journald's does and is no JSON: it breaks off, or was clipped. */
const isTornEntry = (text: string): boolean =>
  looksLikeJournal(text) &&
  (TRUSTED.test(text) || /^\{"__?[A-Z]/.test(text)) &&
  parseObject(text) === undefined;

/**
 * The end of an object whose beginning was cut off (`tail -c`). Where JSON is quoted in other text, its
 * opening brace is there, too.
 */
const isTornHead = (text: string): boolean =>
  text.endsWith('"}') && TRUSTED.test(text) && !text.includes('{"');
