import type { EpochMs } from '../../../src/model/time.js';
import { rfc3339Zone, wallClock, zoneText } from './clock.js';

const BARE = /^[0-9A-Za-z./@^+_-]*$/;

/** Go's `%q`: JSON's escapes, but `\x1b` for control bytes. */
export function goQuote(text: string): string {
  return JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, '\\x$1');
}
const value = (text: string): string => (BARE.test(text) ? text : goQuote(text));

export interface LogrusLine {
  readonly at: EpochMs;
  readonly level: 'debug' | 'info' | 'warning' | 'error' | 'fatal';
  readonly msg: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly offsetMinutes?: number;
}

const pairs = (fields: Readonly<Record<string, string>> = {}): string =>
  Object.keys(fields)
    .sort()
    .map((key) => ` ${key}=${value(fields[key] ?? '')}`)
    .join('');

/** Text form of logrus 1.9.3 without a terminal: `time="…" level=info msg="…" error="…"`. */
export function logrus({ at, level, msg, fields, offsetMinutes = 0 }: LogrusLine): string {
  const clock = wallClock(at, offsetMinutes);
  const time = `${clock.date}T${clock.time}${rfc3339Zone(offsetMinutes)}`;
  return `time="${time}" level=${level} msg=${value(msg)}${pairs(fields)}`;
}

export interface K0sLine extends Omit<LogrusLine, 'level'> {
  readonly level?: LogrusLine['level'];
}

/** logrus as k0s sets it up: local time with a blank and no zone. Children's lines are all info. */
export function k0sLine({ at, level = 'info', msg, fields, offsetMinutes = 0 }: K0sLine): string {
  const clock = wallClock(at, offsetMinutes);
  return `time="${clock.date} ${clock.time}" level=${level} msg=${value(msg)}${pairs(fields)}`;
}

export interface KlogLine {
  readonly severity: 'I' | 'W' | 'E' | 'F';
  readonly at: EpochMs;
  readonly thread: number;
  /** `leaderelection.go:254` */
  readonly file: string;
  readonly text: string;
  readonly offsetMinutes?: number;
}

/** klog text: `I0415 10:00:01.123456    1234 file.go:1] text`. */
export function klog({ severity, at, thread, file, text, offsetMinutes = 0 }: KlogLine): string {
  const clock = wallClock(at, offsetMinutes);
  const head = `${severity}${clock.month}${clock.day} ${clock.time}.${clock.micros}`;
  return `${head} ${String(thread).padStart(7)} ${file}] ${text}`;
}

export interface ZapLine {
  readonly at: EpochMs;
  readonly level: 'info' | 'warn' | 'error' | 'fatal';
  readonly caller: string;
  readonly msg: string;
  readonly logger?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly offsetMinutes?: number;
}

/** The `ts` of etcd from 3.5.15 on: six digits, zone without colon. */
export function etcdStamp(at: EpochMs, offsetMinutes = 0): string {
  const clock = wallClock(at, offsetMinutes);
  const zone = offsetMinutes === 0 ? 'Z' : zoneText(offsetMinutes);
  return `${clock.date}T${clock.time}.${clock.micros}${zone}`;
}

/** One JSON line of etcd's zap logger. */
export function zap(line: ZapLine): string {
  return JSON.stringify({
    level: line.level,
    ts: etcdStamp(line.at, line.offsetMinutes),
    ...(line.logger === undefined ? {} : { logger: line.logger }),
    caller: line.caller,
    msg: line.msg,
    ...line.fields,
  });
}
