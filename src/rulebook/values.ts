import type { FieldValue } from '../model/record.js';
import type { FieldType } from '../model/rule.js';
import { parseDuration } from './duration.js';
import { addressToken } from './ip.js';

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SIZE = /^(\d+(?:\.\d+)?) ?([kKMGTPE]?)(i?)(?:[Bb]|[Bb]ytes?)?$/;
const VERSION = /^v?\d+\.\d+[0-9A-Za-z.+~-]*$/;
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\d*(?:([Zz])|([+-])(\d\d):?(\d\d))$/;
const SIZE_POWER = 'KMGTPE';

/**
 * The value of a field as its type has it; `undefined` where the text is not of the type.
 *
 * - `int`: a number; beyond 2^53 the digits as a string, so that ids stay distinct
 * - `duration`: milliseconds; a bare number already is milliseconds
 * - `bytes`: `2.1 GB` (powers of 1000, as go-humanize prints), `2 GiB`, `64Mi` (powers of 1024), `20480`
 * - `ip`: canonical, or the words a collector put for it, see `addressToken`
 * - `time`: RFC 3339 to epoch milliseconds; a bare number is epoch seconds, or milliseconds from 10^11 on
 * - `version`: as written, without blanks; `keyword`: the text
 */
export function toField(type: FieldType, raw: FieldValue): FieldValue | undefined {
  if (type === 'keyword') return String(raw);
  if (typeof raw === 'boolean') return undefined;
  const text = String(raw).trim();
  switch (type) {
    case 'int':
      return toInteger(text);
    case 'float':
      return toNumber(text);
    case 'duration':
      return typeof raw === 'number' ? finite(raw) : parseDuration(text);
    case 'bytes':
      return toBytes(text);
    case 'ip':
      return addressToken(text);
    case 'time':
      return toEpochMs(text);
    case 'version':
      return VERSION.test(text) ? text : undefined;
  }
}

/** What a numeric comparison compares: a number, or the milliseconds or bytes a text stands for. */
export function toComparable(value: FieldValue): number | undefined {
  if (typeof value === 'number') return finite(value);
  if (typeof value === 'boolean') return undefined;
  const text = value.trim();
  return toNumber(text) ?? parseDuration(text) ?? toBytes(text);
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const toNumber = (text: string): number | undefined =>
  NUMBER.test(text) ? finite(Number(text)) : undefined;

function toInteger(text: string): FieldValue | undefined {
  if (!INTEGER.test(text)) {
    const value = toNumber(text); // 3.0 and 1e3, as JSON may print them
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : BigInt(text.replace('+', '')).toString();
}

function toBytes(text: string): number | undefined {
  const [, digits, unit = '', binary] = SIZE.exec(text) ?? [];
  if (digits === undefined) return undefined;
  if (binary && unit === '') return undefined;
  const power = unit === '' ? 0 : SIZE_POWER.indexOf(unit.toUpperCase()) + 1;
  return Math.round(Number(digits) * (binary ? 1024 : 1000) ** power);
}

function toEpochMs(text: string): number | undefined {
  const found = TIME.exec(text);
  if (!found) return toEpochMsOfNumber(toNumber(text));
  const [, year, month, day, hour, minute, second, fraction = '', , sign, zoneHour, zoneMinute] =
    found;
  const whole = Date.UTC(
    +(year ?? 0),
    +(month ?? 0) - 1,
    +(day ?? 0),
    +(hour ?? 0),
    +(minute ?? 0),
  );
  const date = new Date(whole);
  const exists = date.getUTCDate() === Number(day) && date.getUTCHours() === Number(hour);
  if (!exists || Number(minute) > 59 || Number(second) > 60) return undefined;
  const offsetMs = (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0)) * 60_000;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return whole + Number(second) * 1000 + micros / 1000 + (sign === '-' ? offsetMs : -offsetMs);
}

function toEpochMsOfNumber(value: number | undefined): number | undefined {
  if (value === undefined || value < 0) return undefined;
  return value < 1e11 ? Math.round(value * 1e6) / 1000 : value;
}
