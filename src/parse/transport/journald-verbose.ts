import type { Line } from '../../model/line.js';
import type { Stamp } from '../envelope.js';
import { readWeekdayIso } from '../timestamp.js';
import type { Context, Format, FormatKind } from './format.js';
import { createJournalEnvelopes, emptySlots, SLOT, slotOf } from './journal-fields.js';

/** `journalctl -o verbose`: a head line with stamp and cursor, then the fields, indented by four. */
export const journaldVerbose: FormatKind = {
  id: 'journald-verbose',
  sample:
    'Wed 2025-12-31 23:58:30.210345 UTC [s=2ba0;i=2;b=a1b2;m=4f80e9;t=6474840c62b29;x=8887]\n    _HOSTNAME=server1\n    MESSAGE=ready',
  create: createVerbose,
};

const FIELD = /^ {4}([A-Z_][A-Z0-9_]*)=(.*)$/s;
/** A field that only an entry has: the head line before it may have been cut off. */
const TORN = /^ {4}(?:_[A-Z][A-Z_]+|MESSAGE|SYSLOG_[A-Z]+|PRIORITY)=/;
const RECEIVED = /;t=([0-9a-f]{10,15})[;\]]/;

/** Stamp of the head line; a zone that is only a name is made whole by the cursor's time of receipt. */
function readHead(text: string): Stamp | undefined {
  const read = readWeekdayIso(text);
  if (read === undefined || !text.startsWith(' [s=', read.end)) return undefined;
  const received = RECEIVED.exec(text)?.[1];
  if (read.stamp.kind === 'absolute' || received === undefined) return read.stamp;
  return withOffsetOf(read.stamp, Number.parseInt(received, 16) / 1000);
}

/** The instant of a bare stamp that lies nearest to a known one: offsets are quarters of an hour. */
function withOffsetOf(stamp: Stamp, nearMs: number): Stamp {
  if (stamp.kind !== 'bare' || stamp.year === undefined) return stamp;
  const quarterMs = 900_000;
  const wallMs = Date.UTC(stamp.year, stamp.month - 1, stamp.day) + stamp.msOfDay;
  const offsetMs = Math.round((wallMs - nearMs) / quarterMs) * quarterMs;
  return { kind: 'absolute', ms: wallMs - offsetMs };
}

function createVerbose(context: Context): Format {
  const envelopeOf = createJournalEnvelopes();
  const slots = emptySlots();
  let open = false;
  let stamp: Stamp | undefined;
  let anchor: Line | undefined;
  let slot: number | undefined;
  let indent = '';
  let taken = 0;

  const close = (): void => {
    if (!open) return;
    open = false;
    const told = stamp !== undefined || slots[SLOT.MESSAGE] !== undefined;
    if (!told || anchor === undefined) context.lost(taken);
    else context.emit(envelopeOf({ line: anchor, transport: journaldVerbose.id, slots, stamp }));
    slots.fill(undefined);
    taken = 0;
    anchor = undefined;
    stamp = undefined;
  };

  const start = (line: Line, head: Stamp | undefined): void => {
    close();
    open = true;
    stamp = head;
    anchor = line;
    slot = undefined;
  };

  const readField = (line: Line, text: string): boolean => {
    const [, name, value] = FIELD.exec(text) ?? [];
    if (name === undefined) return false;
    slot = slotOf(name);
    indent = ' '.repeat(name.length + 5);
    if (slot !== undefined) slots[slot] = value;
    if (slot === SLOT.MESSAGE) anchor = line;
    return true;
  };

  const readContinuation = (text: string): boolean => {
    if (!text.startsWith(indent) && text.trim() !== '') return false;
    if (slot !== undefined) slots[slot] = `${slots[slot] ?? ''}\n${text.slice(indent.length)}`;
    return true;
  };

  return {
    id: journaldVerbose.id,
    get busy() {
      return open;
    },
    push(line, text) {
      const head = readHead(text);
      if (head !== undefined) start(line, head);
      else if (!open && TORN.test(text)) start(line, undefined);
      if (!open) return false;
      const fits = head !== undefined || readField(line, text) || readContinuation(text);
      if (fits) taken += 1;
      else close();
      return fits;
    },
    end: close,
  };
}
