import type { Entry } from '../entry.js';
import { wallClock, zoneText } from '../payload/clock.js';
import type { CreateEncoder } from './options.js';

/** rsyslog writes control bytes as `#ooo`, octal. */
const escapeControls = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f]/g,
    (byte) => `#${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );

const tag = ({ ident, pid }: Entry): string => (pid === undefined ? ident : `${ident}[${pid}]`);

/** RFC 3164 as rsyslog's traditional template stores it: the day padded with a blank, no year, no zone. */
export const createRfc3164: CreateEncoder =
  ({ offsetMinutes }) =>
  (entry) => {
    const clock = wallClock(entry.at, offsetMinutes);
    const day = clock.day.replace(/^0/, ' ');
    const text = escapeControls(entry.message);
    return `${clock.monthName} ${day} ${clock.time} ${entry.node} ${tag(entry)}: ${text}\n`;
  };

/** RSYSLOG_FileFormat: RFC 3339 with microseconds. */
export const createRsyslogIso: CreateEncoder =
  ({ offsetMinutes = 0 }) =>
  (entry) => {
    const clock = wallClock(entry.at, offsetMinutes);
    const time = `${clock.date}T${clock.time}.${clock.micros}${zoneText(offsetMinutes, ':')}`;
    return `${time} ${entry.node} ${tag(entry)}: ${escapeControls(entry.message)}\n`;
  };

/** RFC 5424 as rsyslog stores it: facility daemon, nil message id and structured data. */
export const createRfc5424: CreateEncoder =
  ({ offsetMinutes = 0 }) =>
  (entry) => {
    const clock = wallClock(entry.at, offsetMinutes);
    const time = `${clock.date}T${clock.time}.${clock.micros}${zoneText(offsetMinutes, ':')}`;
    const head = `<${24 + entry.priority}>1 ${time} ${entry.node} ${entry.ident} ${entry.pid ?? '-'}`;
    return `${head} - -  ${escapeControls(entry.message)}\n`;
  };
