import type { Line } from '../../model/line.js';
import type { Fields, FieldValue, Pod } from '../../model/record.js';
import type { Envelope, Stamp } from '../envelope.js';
import { stampOfMicros } from '../timestamp.js';
import { stripColours } from './terminal.js';

/** The fields of a journal entry that are read, the rest is passed over. The order is theirs in `Slots`. */
export const WANTED = [
  'MESSAGE',
  '__REALTIME_TIMESTAMP',
  '_SOURCE_REALTIME_TIMESTAMP',
  '_HOSTNAME',
  'SYSLOG_IDENTIFIER',
  '_COMM',
  '_PID',
  'SYSLOG_PID',
  '_SYSTEMD_UNIT',
  '_MACHINE_ID',
  '_TRANSPORT',
  'PRIORITY',
  'MESSAGE_ID',
  'N_DROPPED',
  'OBJECT_SYSTEMD_UNIT',
  'UNIT',
  '_LINE_BREAK',
  'CONTAINER_NAME',
  '__CURSOR',
] as const;

type Wanted = (typeof WANTED)[number];

/** Values of one entry by the index of their name in WANTED. Filled anew for each entry. */
export type Slots = (string | undefined)[];

/** Where each name has its value. */
export const SLOT = Object.fromEntries(WANTED.map((name, at) => [name, at])) as Readonly<
  Record<Wanted, number> // every name of WANTED is a key
>;

const SLOT_OF: ReadonlyMap<string, number> = new Map(WANTED.map((name, at) => [name, at]));

/** The slot of a field, `undefined` where nobody wants it. */
export const slotOf = (name: string): number | undefined => SLOT_OF.get(name);

export const emptySlots = (): Slots => WANTED.map(() => undefined);

const RARE: readonly Wanted[] = [
  'MESSAGE_ID',
  'N_DROPPED',
  'OBJECT_SYSTEMD_UNIT',
  'UNIT',
  '_LINE_BREAK',
  'CONTAINER_NAME',
];
const NUMERIC: ReadonlySet<Wanted> = new Set(['PRIORITY', 'N_DROPPED']);

function fieldValue(name: Wanted, text: string): FieldValue {
  return NUMERIC.has(name) && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function collect(slots: Slots): Fields | undefined {
  const fields: Record<string, FieldValue> = {};
  for (const name of ['PRIORITY', '_TRANSPORT', ...RARE] as const) {
    const text = slots[SLOT[name]];
    if (text !== undefined) fields[name] = fieldValue(name, text);
  }
  return Object.keys(fields).length === 0 ? undefined : fields;
}

/** Nearly all entries have the same priority and transport and nothing else: they share one object. */
function createFieldsReader(): (slots: Slots) => Fields | undefined {
  let priority: string | undefined;
  let transport: string | undefined;
  let shared: Fields | undefined;
  return (slots) => {
    for (const name of RARE) if (slots[SLOT[name]] !== undefined) return collect(slots);
    if (slots[SLOT.PRIORITY] !== priority || slots[SLOT._TRANSPORT] !== transport) {
      priority = slots[SLOT.PRIORITY];
      transport = slots[SLOT._TRANSPORT];
      shared = collect(slots);
    }
    return shared;
  };
}

/** The identifier as short shows it. A dump with `--output-fields` does not tell that there is none. */
function identOf(slots: Slots): string | undefined {
  const known = slots[SLOT.SYSLOG_IDENTIFIER] ?? slots[SLOT._COMM];
  if (known !== undefined) return known;
  const whole = slots[SLOT._TRANSPORT] !== undefined && slots[SLOT._MACHINE_ID] !== undefined;
  return whole ? 'unknown' : undefined;
}

/** `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>`: what dockershim called its containers. */
function podOf(container: string): Pod | undefined {
  const [mark, box, name, namespace, uid, attempt] = container.split('_');
  if (mark !== 'k8s' || attempt === undefined || !box || !name || !namespace || !uid) {
    return undefined;
  }
  return { container: box, name, namespace, uid };
}

const NUMBER = /^\d{1,10}$/;

/** The message as every mode shows it: without colours and without a CR at its end. */
export function plainMessage(text: string): string {
  const plain = stripColours(text);
  return plain.endsWith('\r') ? plain.slice(0, -1) : plain;
}

export interface JournalEntry {
  /** The line that carries the message. */
  readonly line: Line;
  readonly transport: string;
  readonly slots: Slots;
  /** The stamp of the mode, where the fields have none. */
  readonly stamp?: Stamp | undefined;
}

/**
 * Makes envelopes of journal fields. The time is that of the sender where there is one, as in all text
 * modes; JSON and export call the time of receipt `__REALTIME_TIMESTAMP`.
 */
export function createJournalEnvelopes(): (entry: JournalEntry) => Envelope {
  const fieldsOf = createFieldsReader();
  return ({ line, transport, slots, stamp: headStamp }) => {
    const envelope: { -readonly [key in keyof Envelope]: Envelope[key] } = {
      line,
      transport,
      message: plainMessage(slots[SLOT.MESSAGE] ?? ''),
    };
    const micros = slots[SLOT._SOURCE_REALTIME_TIMESTAMP] ?? slots[SLOT.__REALTIME_TIMESTAMP];
    const stamp = (micros === undefined ? undefined : stampOfMicros(micros)) ?? headStamp;
    if (stamp !== undefined) envelope.stamp = stamp;
    const node = slots[SLOT._HOSTNAME];
    if (node !== undefined) envelope.node = node;
    const ident = identOf(slots);
    if (ident !== undefined) envelope.ident = ident;
    const pid = slots[SLOT._PID] ?? slots[SLOT.SYSLOG_PID];
    if (pid !== undefined && NUMBER.test(pid)) envelope.pid = Number(pid);
    const unit = slots[SLOT._SYSTEMD_UNIT];
    if (unit !== undefined) envelope.unit = unit;
    const container = slots[SLOT.CONTAINER_NAME];
    const pod = container === undefined ? undefined : podOf(container);
    if (pod !== undefined) envelope.pod = pod;
    const fields = fieldsOf(slots);
    if (fields !== undefined) envelope.fields = fields;
    return envelope;
  };
}
