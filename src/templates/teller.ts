import type { Line } from '../model/line.js';
import type { LogRecord } from '../model/record.js';
import type { Instant } from '../model/time.js';
import type { Match } from '../observe/matcher.js';
import type { Stamps } from '../parse/clock.js';
import type { Envelope, Stamp } from '../parse/envelope.js';
import { createMatchReader } from './match-reader.js';
import { readerFor, readStamp, type StampReaders } from './stamp-reader.js';
import type { Template } from './template.js';

/** Who hears what lines like known ones say, without reading them. */
export interface TemplateEars {
  /** Whether a line can be taken by itself now: nothing before it is open. */
  isReady(): boolean;
  /** The line that is told next. */
  before(no: number): void;
  /** The time of an entry with these stamps; `undefined` where it waits for others: it has to be read then. */
  timeOf(envelope: Envelope, stamps: Stamps): Instant | undefined;
  /** Record and matches hold until the call returns. */
  hear(record: LogRecord, matches: readonly Match[]): void;
}

/** A line where it stands. Of nearly all lines the text is never asked for. */
export interface PlacedLine extends Line {
  put(bytes: Buffer, start: number, end: number, no: number): void;
}

const NO_BYTES = Buffer.alloc(0);

export function createPlacedLine(source: string): PlacedLine {
  let bytes: Buffer = NO_BYTES;
  let [start, end, no] = [0, 0, 0];
  return {
    source,
    cr: false,
    aside: true,
    get no() {
      return no;
    },
    get text() {
      return bytes.toString('latin1', start, end);
    },
    put(theirs, from, to, number) {
      bytes = theirs;
      start = from;
      end = to;
      no = number;
    },
  };
}

/**
 * Tells what a line says whose text fits the template; false: it is not quite like the others, and has to be read. The
 * line itself was put in its place before.
 */
export type Teller = (bytes: Buffer, start: number, no: number) => boolean;

/** What the tellers of a source have in common. */
export interface TellerParts {
  /** Stands for each line in turn. */
  readonly line: PlacedLine;
  readonly stampReaders: StampReaders;
}

export function createTeller(
  template: Template,
  { line, stampReaders }: TellerParts,
  ears: TemplateEars,
): Teller {
  const { nonZero, entry } = template;
  const places = template.stamps.map((place) => ({
    from: place.from,
    role: place.role,
    reader: readerFor(place, template.record.line.text, stampReaders),
  }));
  const record: { -readonly [Key in keyof LogRecord]: LogRecord[Key] } = {
    ...template.record,
    line,
  };
  const envelope: { stamp: Stamp | undefined } = { stamp: undefined };
  const peeled: { stamp: Stamp | undefined; innerStamp: Stamp | undefined } = {
    stamp: undefined,
    innerStamp: undefined,
  };
  const stamps = { envelope, peeled };
  const readers = template.matches.map(createMatchReader);
  const matches: Match[] = [];

  const readStamps = (bytes: Buffer, start: number): boolean => {
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at];
      const stamp = place && readStamp(place.reader, bytes, start + place.from);
      if (stamp === undefined) return false;
      if (place?.role === 0) envelope.stamp = stamp;
      else if (place?.role === 1) peeled.stamp = stamp;
      else if (place?.role === 2) peeled.innerStamp = stamp;
    }
    return true;
  };
  const readMatches = (bytes: Buffer, start: number): void => {
    for (let at = 0; at < readers.length; at += 1) {
      const match = readers[at]?.(bytes, start);
      if (match) matches[at] = match;
    }
  };
  return (bytes, start, no) => {
    for (let at = 0; at < nonZero.length; at += 1) {
      if (bytes[start + (nonZero[at] ?? 0)] === ZERO) return false;
    }
    if (!readStamps(bytes, start)) return false;
    ears.before(no);
    const time = ears.timeOf(entry.envelope, stamps);
    if (time === undefined) return false;
    readMatches(bytes, start);
    record.time = time;
    ears.hear(record, matches);
    return true;
  };
}

const ZERO = 0x30;
