import type { Entry } from '../entry.js';
import { rfc3339Zone, wallClock } from '../payload/clock.js';
import { etcdStamp } from '../payload/lines.js';

/** An entry as a machine writes it whose clock is so much ahead: the journal's stamp and those of the programs. */
export function shiftEntry(entry: Entry, clockMs: number, offsetMinutes: number): Entry {
  if (clockMs === 0) return entry;
  const at = entry.at + clockMs;
  const clock = wallClock(at, offsetMinutes);
  const message = entry.message
    .replace(/^time="[^"]*"/, `time="${clock.date}T${clock.time}${rfc3339Zone(offsetMinutes)}"`)
    .replace(/^(\{"level":"\w+","ts":")[^"]*/, `$1${etcdStamp(at, offsetMinutes)}`)
    .replace(
      /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6}/,
      `$1${clock.month}${clock.day} ${clock.time}.${clock.micros}`,
    );
  return { ...entry, at, message, boot: { ...entry.boot, at: entry.boot.at + clockMs } };
}
