import type { EpochMs } from '../model/time.js';
import { wallMs } from './clock-math.js';
import type { Stamp } from './envelope.js';
import {
  readEpochSeconds,
  readGoLogStamp,
  readKlogStamp,
  readMonthDayTime,
  readRfc3339,
  stampOfMicros,
} from './timestamp.js';
import { readShortPrefix } from './transport/short-prefix.js';

/** Stamps stand near the beginning; journald's objects begin with cursor and times. */
const MAX_CHARS = 1_000;
/** A leap year, for stamps that tell none. */
const SOME_YEAR = 2000;
const MICROS = /"__REALTIME_TIMESTAMP" ?: ?"(\d{1,17})"/;
const DATE = /\d{4}(?:-\d\d-\d\d[T ]|\/\d\d\/\d\d )\d\d:\d\d:\d\d/;
const KLOG_LINE = /^[IWEF]\d{4} /;
const KLOG = /(?:^|[\s"])[IWEF](?=\d{4} \d\d:\d\d:\d\d\.)/;
const EPOCH = /^\d{9,11}\.\d/;

/**
 * When a line was written, without knowing its format: the first stamp in it, wall clocks read as UTC, a missing
 * year as 2000. Good to tell how far apart two lines of one source are, no more.
 */
export function roughTime(line: string): EpochMs | undefined {
  const text = line.slice(0, MAX_CHARS);
  const first = readRfc3339(text);
  if (first) return msOf(first.stamp);
  const prefix = readShortPrefix(text);
  if (prefix) return roughTime(text.slice(prefix.length));
  const micros = MICROS.exec(text)?.[1];
  if (micros !== undefined) return msOf(stampOfMicros(micros));
  if (EPOCH.test(text)) return msOf(readEpochSeconds(text)?.stamp);
  const short = readMonthDayTime(text);
  if (short) return msOf(short.stamp);
  if (KLOG_LINE.test(text)) return msOf(readKlogStamp(text, 1)?.stamp);
  const date = DATE.exec(text);
  if (date) return msOf((readRfc3339(text, date.index) ?? readGoLogStamp(text, date.index))?.stamp);
  const klog = KLOG.exec(text);
  return klog ? msOf(readKlogStamp(text, klog.index + klog[0].length)?.stamp) : undefined;
}

function msOf(stamp: Stamp | undefined): EpochMs | undefined {
  if (stamp?.kind === 'absolute') return stamp.ms;
  return stamp?.kind === 'bare' ? wallMs(stamp, stamp.year ?? SOME_YEAR) : undefined;
}
