import type { Line } from '../../model/line.js';
import type { Context, Format, FormatKind } from './format.js';
import { createJournalEnvelopes, type Slots } from './journal-fields.js';
import { readObject, salvageEntry } from './journal-json.js';

/** A byte array stands one number a line, so entries have many short lines; beyond this it is no entry. */
const MAX_LINES = 2_000_000;
const MAX_LENGTH = 16_777_216;

/** `journalctl` json-pretty, and entries that `jq .` laid out: an object over many lines. */
export const journaldJsonPretty: FormatKind = {
  id: 'journald-json-pretty',
  sample: '{\n\t"__REALTIME_TIMESTAMP" : "1767225510210345",\n\t"MESSAGE" : "ready"\n}',
  create: createPretty,
};

const OPENING = /^(\s*)\{$/;
/** Inside: a field, an item of an array, or a bracket. */
const INSIDE = /^\s*(?:"|\d+,?$|\]|\[|\{|\}|null|true|false|-?\d)/;

function createPretty(context: Context): Format {
  const envelopeOf = createJournalEnvelopes();
  let lines: { readonly line: Line; readonly text: string }[] = [];
  let length = 0;
  let indent = '';

  const emit = (slots: Slots): void => {
    const carrier = lines.find(({ text }) => /^\s*"MESSAGE"/.test(text)) ?? lines[0];
    if (carrier === undefined) return;
    context.emit(envelopeOf({ line: carrier.line, transport: journaldJsonPretty.id, slots }));
  };

  const close = (): void => {
    const object = lines.map(({ text }) => text).join('\n');
    const whole = readObject(object.replace(/,\s*$/, ''));
    const slots = whole ?? salvageEntry(object);
    if (slots !== undefined) emit(slots);
    else if (/"(?:__REALTIME_TIMESTAMP|__CURSOR|_BOOT_ID|_HOSTNAME)" ?:/.test(object)) {
      context.lost(lines.length);
    } else for (const { line, text } of lines) context.plain(line, text);
    lines = [];
    length = 0;
  };

  const take = (line: Line, text: string): void => {
    lines.push({ line, text });
    length += text.length;
  };

  return {
    id: journaldJsonPretty.id,
    get busy() {
      return lines.length > 0;
    },
    push(line, text) {
      if (lines.length === 0) {
        const opening = OPENING.exec(text);
        if (opening === null) return false;
        indent = opening[1] ?? '';
        take(line, text);
        return true;
      }
      const closing = text === `${indent}}` || text === `${indent}},`;
      const fits = lines.length < MAX_LINES && length < MAX_LENGTH;
      if (!closing && !(fits && INSIDE.test(text) && text !== `${indent}{`)) {
        close();
        return false;
      }
      take(line, text);
      if (closing) close();
      return true;
    },
    end() {
      if (lines.length > 0) close();
    },
  };
}
