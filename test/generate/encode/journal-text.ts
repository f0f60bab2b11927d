import { toMicros } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import { wallClock, zoneText } from '../payload/clock.js';
import { createRandom } from '../random.js';
import { journalFields } from './journal-fields.js';
import type { CreateEncoder, EncodeOptions } from './options.js';

const COLOUR = /\x1b\[[0-9;]*m/g;
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f]/;

type Stamp = (entry: Entry, options: EncodeOptions) => string;

const short: Stamp = (entry, { offsetMinutes }) => {
  const clock = wallClock(entry.at, offsetMinutes);
  return `${clock.monthName} ${clock.day} ${clock.time}`;
};
const shortPrecise: Stamp = (entry, options) =>
  `${short(entry, options)}.${wallClock(entry.at).micros}`;
const iso: Stamp = (entry, { offsetMinutes = 0, isoColon }) => {
  const clock = wallClock(entry.at, offsetMinutes);
  return `${clock.date}T${clock.time}${zoneText(offsetMinutes, isoColon ? ':' : '')}`;
};
const isoPrecise: Stamp = (entry, { offsetMinutes = 0, isoColon }) => {
  const clock = wallClock(entry.at, offsetMinutes);
  const zone = zoneText(offsetMinutes, isoColon ? ':' : '');
  return `${clock.date}T${clock.time}.${clock.micros}${zone}`;
};
const full: Stamp = (entry, { offsetMinutes, zoneName = 'UTC' }) => {
  const clock = wallClock(entry.at, offsetMinutes);
  return `${clock.dayName} ${clock.date} ${clock.time} ${zoneName}`;
};
const unix: Stamp = (entry) => {
  const micros = toMicros(entry.at);
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
};
const monotonic: Stamp = (entry) =>
  `[${((toMicros(entry.at) - toMicros(entry.boot.at)) / 1e6).toFixed(6).padStart(12)}]`;

/** A message as the text modes show it: without colours, tabs as blanks, binary ones as their size. */
function shownMessage(message: string): string {
  const text = message.replace(COLOUR, '').replaceAll('\t', ' '.repeat(8));
  return UNPRINTABLE.test(text) ? `[${Buffer.byteLength(text)}B blob data]` : text;
}

const producer = (entry: Entry, withUnit: boolean): string => {
  const unit = entry.ident === 'systemd' ? 'init.scope' : entry.unit; // pid 1 has its own scope
  const name = withUnit ? (unit ?? entry.ident) : entry.ident;
  return entry.pid === undefined ? name : `${name}[${entry.pid}]`;
};

/** One of the short modes. A change of the boot prints `-- Boot <id> --`. */
function createShort(stamp: Stamp, withUnit = false): CreateEncoder {
  return (options) => {
    let boot: string | undefined;
    return (entry) => {
      const separator =
        boot === undefined || boot === entry.boot.id ? '' : `-- Boot ${entry.boot.id} --\n`;
      boot = entry.boot.id;
      const host = options.noHostname ? '' : ` ${entry.node}`;
      const head = `${stamp(entry, options)}${host} ${producer(entry, withUnit)}: `;
      const text = shownMessage(entry.message).replaceAll('\n', `\n${' '.repeat(head.length)}`);
      return `${separator}${head}${text}\n`;
    };
  };
}

export const createJournalShort = createShort(short);
export const createJournalShortPrecise = createShort(shortPrecise);
export const createJournalShortIso = createShort(iso);
export const createJournalShortIsoPrecise = createShort(isoPrecise);
export const createJournalShortFull = createShort(full);
export const createJournalShortUnix = createShort(unix);
export const createJournalShortMonotonic = createShort(monotonic);
export const createJournalWithUnit = createShort(full, true);

/** `-o cat`: the message alone. */
export const createJournalCat: CreateEncoder = () => (entry) =>
  `${entry.message.replace(COLOUR, '')}\n`;

/** `-o verbose`: a head line with the cursor, then every field, indented. */
export const createJournalVerbose: CreateEncoder = (options) => {
  const random = createRandom(options.seed ?? 1, 'verbose');
  return (entry, no) => {
    const fields = journalFields(entry, no, random);
    const shown = fields.filter(([key]) => !key.startsWith('__'));
    const clock = wallClock(entry.at, options.offsetMinutes);
    const zone = options.zoneName ?? 'UTC';
    const cursor = fields[0]?.[1] ?? '';
    const head = `${clock.dayName} ${clock.date} ${clock.time}.${clock.micros} ${zone} [${cursor}]`;
    const lines = shown.map(([key, value]) => {
      const text = UNPRINTABLE.test(value) ? `[${Buffer.byteLength(value)}B blob data]` : value;
      return `    ${key}=${text.replaceAll('\n', `\n${' '.repeat(key.length + 5)}`)}\n`;
    });
    return `${head}\n${lines.join('')}`;
  };
};
