import type { EpochMs } from '../../../src/model/time.js';

/** Where a time stands in a block: position, way of writing, digits of the fraction. */
export interface Stamp {
  readonly offset: number;
  readonly kind: StampKind;
  /** Digits of the fraction that are written, 0 … 6. */
  readonly digits: number;
}
export type StampKind = 'iso' | 'klog' | 'epoch' | 'micros' | 'monotonic' | 'hex' | 'monotonic-hex';

interface Pattern {
  readonly kind: StampKind;
  /** Group 1 is the stamp, group 2 its fraction. */
  readonly regex: RegExp;
}

const PATTERNS: readonly Pattern[] = [
  { kind: 'iso', regex: /(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?/dg },
  { kind: 'klog', regex: /(?<![0-9A-Za-z])[IWEF](\d{4} \d\d:\d\d:\d\d)\.(\d{6}) /dg },
  { kind: 'epoch', regex: /"ts":(\d{10})\.(\d{1,9})/dg },
  { kind: 'micros', regex: /"__REALTIME_TIMESTAMP":"(\d{16})"/dg },
  { kind: 'monotonic', regex: /"__MONOTONIC_TIMESTAMP":"(\d{12})"/dg },
  { kind: 'hex', regex: /;t=([0-9a-f]{13});/dg },
  { kind: 'monotonic-hex', regex: /;m=([0-9a-f]{10});/dg },
];
const MAX_DIGITS = 6;

/** All times in the bytes of one line that begins at `start` of its block. */
export function findStamps(line: string, start: number): readonly Stamp[] {
  return PATTERNS.flatMap(({ kind, regex }) =>
    [...line.matchAll(regex)].map((match) => ({
      offset: start + (match.indices?.[1]?.[0] ?? 0),
      kind,
      digits: Math.min(match[2]?.length ?? 0, MAX_DIGITS),
    })),
  );
}

export interface StampWriter {
  /** Writes the instant, given in whole microseconds, over the stamp. The width stays. */
  write(stamp: Stamp, micros: number): void;
}

const ZERO = 0x30;
const HEX = Buffer.from('0123456789abcdef', 'latin1');

/** Writes times into the bytes of a block. Text of whole seconds is made once a second. */
export function createStampWriter(bytes: Buffer, bootAt: EpochMs): StampWriter {
  const bootMicros = Math.round(bootAt * 1000);
  let second = -1;
  let iso = Buffer.alloc(19);
  let klog = Buffer.alloc(13);
  const copy = (from: Buffer, to: number, skip: number): void => {
    for (let at = 0; at < from.length; at += 1) {
      if (at !== skip) bytes[to + at] = from[at] ?? ZERO; // both lie inside
    }
  };
  const decimal = (value: number, offset: number, width: number): void => {
    let rest = value;
    for (let at = offset + width - 1; at >= offset; at -= 1) {
      const tenth = Math.floor(rest / 10);
      bytes[at] = ZERO + (rest - tenth * 10);
      rest = tenth;
    }
  };
  const hex = (value: number, offset: number, width: number): void => {
    let rest = value;
    for (let at = offset + width - 1; at >= offset; at -= 1) {
      const part = Math.floor(rest / 16);
      bytes[at] = HEX[rest - part * 16] ?? ZERO; // 0 … 15
      rest = part;
    }
  };
  const toSecond = (wanted: number): void => {
    if (wanted === second) return;
    second = wanted;
    const text = new Date(second * 1000).toISOString().slice(0, 19);
    iso = Buffer.from(text, 'latin1');
    klog = Buffer.from(`${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11)}`, 'latin1');
  };
  const fraction = (micros: number, offset: number, digits: number): void => {
    if (digits > 0) decimal(Math.floor(micros / 10 ** (MAX_DIGITS - digits)), offset, digits);
  };
  return {
    write: ({ kind, offset, digits }, micros) => {
      const seconds = Math.floor(micros / 1e6);
      const rest = micros - seconds * 1e6;
      switch (kind) {
        case 'iso':
          toSecond(seconds);
          copy(iso, offset, 10); // the letter between date and time stays
          return fraction(rest, offset + 20, digits);
        case 'klog':
          toSecond(seconds);
          copy(klog, offset, -1);
          return fraction(rest, offset + 14, digits);
        case 'epoch':
          decimal(seconds, offset, 10);
          return fraction(rest, offset + 11, digits);
        case 'micros':
          return decimal(micros, offset, 16);
        case 'monotonic':
          return decimal(micros - bootMicros, offset, 12);
        case 'hex':
          return hex(micros, offset, 13);
        case 'monotonic-hex':
          return hex(micros - bootMicros, offset, 10);
      }
    },
  };
}
