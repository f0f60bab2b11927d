import type { EnvironmentFact } from '../model/fact.js';
import { localTime, parseZonedDate } from './clock-date.js';
import { zoneOfDate } from './clock-rules.js';
import { offsetOfName, offsetOfZone } from './clock-zones.js';
import {
  asObject,
  asText,
  createFinder,
  type FactFile,
  type FactReader,
  factAt,
  parseJson,
} from './fact-file.js';
import { stampOfScope } from './layout-scope.js';

const MAX_LINES = 2_000;

const named = (zone: string | undefined) => (zone === undefined ? {} : { zone });

/** The first line that is a whole date with its zone (`systeminfo/date`, `date -R`, `date --iso-8601=s`). */
export const readDate: FactReader = (file) => {
  for (const [index, line] of file.lines.slice(0, MAX_LINES).entries()) {
    const moment = parseZonedDate(line);
    if (moment)
      return [factAt(file, index, { kind: 'zone', ...moment, ...named(zoneOfDate(line)) })];
  }
  return [];
};

const VMSTAT_ROW =
  /\s(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)\s*$/;

/** `vmstat -t`: the zone heads the column of times. */
export const readVmstat: FactReader = (file) => {
  const header = file.lines.findIndex((line) => /^\s*r\s+b\s/.test(line));
  const zone = /\s(\S+)\s*$/.exec(file.lines[header] ?? '')?.[1] ?? '';
  const row = file.lines.findIndex((line, index) => index > header && VMSTAT_ROW.test(line));
  const offsetMinutes = offsetOfName(zone);
  const local = localTime(VMSTAT_ROW.exec(file.lines[row] ?? '')?.groups ?? {});
  if (header < 0 || offsetMinutes === undefined || local === undefined) return [];
  return [factAt(file, row, { kind: 'zone', offsetMinutes, at: local - offsetMinutes * 60_000 })];
};

const STAMP =
  '\\s(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d) (?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)';
const LOCAL = new RegExp(`^\\s*Local time:.*${STAMP}`);
const UNIVERSAL = new RegExp(`^\\s*Universal time:.*${STAMP}`);

/** `timedatectl` prints both clocks: no name of a zone is needed. */
export const readTimedatectl: FactReader = (file) => {
  const at = (pattern: RegExp): number | undefined => {
    const line = file.lines.find((text) => pattern.test(text));
    return localTime(pattern.exec(line ?? '')?.groups ?? {});
  };
  const [local, universal] = [at(LOCAL), at(UNIVERSAL)];
  if (local === undefined || universal === undefined) return [];
  const offsetMinutes = Math.round((local - universal) / 60_000);
  if (Math.abs(offsetMinutes) > 14 * 60) return [];
  const index = file.lines.findIndex((text) => LOCAL.test(text));
  const zone = /^\s*Time zone: ([A-Z]\w+(?:\/[\w+-]+)+)/m.exec(file.text)?.[1];
  return [factAt(file, index, { kind: 'zone', offsetMinutes, at: universal, ...named(zone) })];
};

/** Troubleshoot's `time.json`: `{"timezone":"Europe/Berlin",…}`. */
export const readTimeJson: FactReader = (file) => {
  const zone = asText(asObject(parseJson(file.text))?.timezone);
  return zone === undefined ? [] : zoneFact(file, zone, createFinder(file)('"timezone"')[0]);
};

/** `/etc/timezone`: the name of a zone. */
export const readTimezone: FactReader = (file) => {
  const index = file.lines.findIndex((line) => /^\s*[A-Z]\w+(?:\/[\w+-]+)*\s*$/.test(line));
  return index < 0 ? [] : zoneFact(file, (file.lines[index] ?? '').trim(), index);
};

/**
 * The name of a zone tells no moment. The folder's stamp does; without one only zones that keep their offset
 * through the year give a fact, with `at` 0.
 */
function zoneFact(file: FactFile, zone: string, index: number): readonly EnvironmentFact[] {
  const stamp = stampOfScope(file.scope);
  const guess = stamp === undefined ? undefined : offsetOfZone(zone, stamp);
  if (stamp !== undefined && guess !== undefined) {
    const offsetMinutes = offsetOfZone(zone, stamp - guess * 60_000) ?? guess;
    const at = stamp - offsetMinutes * 60_000;
    return [factAt(file, index, { kind: 'zone', offsetMinutes, at, zone })];
  }
  const offsets = [0, 6].map((month) => offsetOfZone(zone, Date.UTC(2026, month, 1)));
  const [offsetMinutes] = offsets;
  if (offsetMinutes === undefined || offsetMinutes !== offsets[1]) return [];
  return [factAt(file, index, { kind: 'zone', offsetMinutes, at: 0 })];
}
