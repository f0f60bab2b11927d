import type { Line } from '../model/line.js';
import type { ClockHint, Fields, Level, LogRecord, ParseTally } from '../model/record.js';
import type { Instant } from '../model/time.js';
import { createClock, type Stamps } from './clock.js';
import { readComponent } from './component.js';
import type { Envelope } from './envelope.js';
import { createJoiner } from './join.js';
import type { Peeled } from './payloads.js';
import { createTransports } from './transports.js';

export interface ParserOptions {
  readonly source: string;
  readonly hint: ClockHint;
  /** Called right before the first record behind lines that were left out. */
  readonly onCut?: () => void;
}

/** One running parser of one source. */
export interface Parser {
  push(line: Line): void;
  /** The source ends: give out what still waits. */
  end(): void;
  /** Nothing that is open can go on in the next line. */
  skip(): void;
  /** Lines were left out before the next one: as `skip`, and the record behind them is told of. */
  cut(): void;
  /** Nothing came for a while: what waits only because it may go on is given out. An entry of several lines waits on. */
  rest(): void;
  /** Whether what was pushed may go on in the next lines. To be asked where the next one begins with no blank. */
  isOpen(): boolean;
  /**
   * The time of an entry of one line that is like another but for its stamps (of the transport, the payload, and what
   * that holds), which then counts as pushed. To be asked where nothing is open; `undefined` where it has to be pushed.
   */
  again(envelope: Envelope, stamps: Stamps): Instant | undefined;
  /** Whether stamps came that lack year or zone, and nothing told them yet. */
  isUndated(): boolean;
  /** Every entry is one line, but for lines that begin with a blank or that `isOpen` tells of. */
  readonly linewise: boolean;
  /** Characters of the shortest line that was cut off within an object; infinity where none was. */
  readonly shortestCut: number;
  readonly tally: ParseTally;
}

/**
 * Lines to records: the transport is taken off, the payloads are peeled, what belongs together is
 * joined and the stamps become instants. Records come in the order of their lines; some wait for a
 * continuation or for the first line that tells year and zone. Never throws.
 */
export function createParser(options: ParserOptions, sink: (record: LogRecord) => void): Parser {
  let records = 0;
  let isBehindCut = false;
  const clock = createClock(options.hint, (envelope, peeled, time, isCutOff) => {
    records += 1;
    if (isCutOff) options.onCut?.();
    sink(toRecord(envelope, peeled, time));
  });
  const joiner = createJoiner((envelope, peeled) => {
    const isCutOff = isBehindCut;
    isBehindCut = false;
    clock.push(envelope, peeled, isCutOff);
  });
  const transports = createTransports(options.source, joiner.push);
  const skip = (): void => {
    transports.skip();
    joiner.end();
  };
  return {
    push: transports.push,
    end() {
      transports.end();
      joiner.end();
      clock.end();
    },
    skip,
    cut() {
      skip();
      isBehindCut = true;
    },
    rest() {
      transports.settle();
      if (!transports.open) joiner.end();
    },
    isOpen() {
      transports.settle();
      return transports.open || joiner.open;
    },
    again(envelope, stamps) {
      if (!transports.asksFirst(envelope.transport)) return undefined;
      const time = clock.timeOf(stamps);
      if (time === undefined) return undefined;
      joiner.pass(envelope);
      records += 1;
      if (isBehindCut) options.onCut?.();
      isBehindCut = false;
      return time;
    },
    isUndated: clock.isUndated,
    get linewise() {
      return transports.linewise;
    },
    get shortestCut() {
      return joiner.shortestCut;
    },
    get tally() {
      return {
        format: transports.format,
        records,
        unparsed: transports.unparsed,
        yearUnknown: clock.yearUnknown,
        zoneUnknown: clock.zoneUnknown,
        zones: clock.zones,
      };
    },
  };
}

/** All keys in one order: records of many shapes would slow down everybody who reads them. */
export function toRecord(envelope: Envelope, peeled: Peeled, time: Instant | undefined): LogRecord {
  const record = {
    line: envelope.line,
    time,
    node: envelope.node,
    unit: envelope.unit,
    ident: envelope.ident,
    pid: envelope.pid,
    pod: envelope.pod,
    component: readComponent(envelope, peeled),
    level: peeled.level ?? levelOfPriority(envelope),
    message: peeled.message,
    fields: joinFields(envelope, peeled),
    format: formatOf(envelope.transport, peeled.layers),
    alike: peeled.alike,
  };
  // A key that is there and `undefined` reads like one that is absent.
  return record as LogRecord;
}

const NO_FIELDS: Fields = Object.freeze({});

/** Of texts that are alike, beside the fields of the transport that entries share. */
const joinedFields = new WeakMap<object, { readonly outer: Fields; readonly fields: Fields }>();
let lastOuter: Fields | undefined;

/** The payload's fields beside the transport's; the payload wins. */
function joinFields(envelope: Envelope, peeled: Peeled): Fields {
  const { fields, repeated } = envelope;
  if (repeated !== undefined) return { ...fields, ...peeled.fields, repeated };
  if (fields === undefined || peeled.fields === undefined)
    return peeled.fields ?? fields ?? NO_FIELDS;
  const isShared = fields === lastOuter;
  lastOuter = fields;
  if (!isShared || peeled.alike === undefined) return { ...fields, ...peeled.fields };
  const known = joinedFields.get(peeled.alike);
  if (known?.outer === fields) return known.fields;
  const joined = { ...fields, ...peeled.fields };
  joinedFields.set(peeled.alike, { outer: fields, fields: joined });
  return joined;
}

const formats = new Map<string, Map<string, string>>();
const MAX_FORMATS = 1_000;

/** `transport>layer>layer`; remembered, because a source has only a few. */
function formatOf(transport: string, layers: string): string {
  if (layers === '') return transport;
  const known = formats.get(transport)?.get(layers);
  if (known !== undefined) return known;
  const format = `${transport}>${layers}`;
  const byLayers = formats.get(transport) ?? new Map<string, string>();
  if (byLayers.size < MAX_FORMATS) formats.set(transport, byLayers.set(layers, format));
  return format;
}

const PRIORITIES: readonly (Level | undefined)[] = [
  'fatal',
  'fatal',
  'fatal',
  'error',
  'warning',
  'info',
  // 6 says nothing: journald gives it to every line a program prints.
  undefined,
  'debug',
];

const levelOfPriority = ({ fields }: Envelope): Level | undefined =>
  fields?.PRIORITY === undefined ? undefined : PRIORITIES[Number(fields.PRIORITY)];
