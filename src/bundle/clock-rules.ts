import { offsetOfZone } from './clock-zones.js';

/**
 * Abbreviations that tell when clocks change. A name of summer time does; of standard time only where all zones
 * of that name change alike, so not EST (Panama does not change), MST (Arizona), AEST (Queensland), EET.
 * CET without summer time (Algeria, Tunisia) is taken for Europe's.
 * Source: the abbreviations in use today in https://www.iana.org/time-zones
 */
const ZONE_BY_ABBREVIATION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CET: 'Europe/Berlin',
    CEST: 'Europe/Berlin',
    WEST: 'Europe/Lisbon',
    BST: 'Europe/London',
    EEST: 'Europe/Helsinki',
    IDT: 'Asia/Jerusalem',
    NDT: 'America/St_Johns',
    ADT: 'America/Halifax',
    EDT: 'America/New_York',
    CDT: 'America/Chicago',
    MDT: 'America/Denver',
    PST: 'America/Los_Angeles',
    PDT: 'America/Los_Angeles',
    AKDT: 'America/Anchorage',
    ACDT: 'Australia/Adelaide',
    AEDT: 'Australia/Sydney',
    NZST: 'Pacific/Auckland',
    NZDT: 'Pacific/Auckland',
  }),
);
const WORD = /(?<![A-Za-z])[A-Z]{3,4}(?![A-Za-z])/g;
const HOUR_MS = 3_600_000;
const MAX_REMEMBERED = 100_000;

/** The zone whose rules a date's abbreviation stands for; `undefined` where it may stand for several. */
export function zoneOfDate(line: string): string | undefined {
  for (const [word] of line.matchAll(WORD)) {
    const zone = ZONE_BY_ABBREVIATION.get(word);
    if (zone !== undefined) return zone;
  }
  return undefined;
}

const remembered = new Map<string, Map<number, number>>();

/** Minutes east of UTC of a zone at an instant, remembered hour by hour; `undefined` for unknown zones. */
export function offsetInZone(zone: string, at: number): number | undefined {
  const hours = remembered.get(zone) ?? new Map<number, number>();
  remembered.set(zone, hours);
  const hour = Math.floor(at / HOUR_MS);
  const known = hours.get(hour);
  if (known !== undefined) return known;
  const offset = offsetOfZone(zone, hour * HOUR_MS);
  if (offset !== undefined && hours.size < MAX_REMEMBERED) hours.set(hour, offset);
  return offset;
}
