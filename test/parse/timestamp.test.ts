import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/model/time.js';
import type { Stamp } from '../../src/parse/envelope.js';
import {
  type ReadStamp,
  readCtime,
  readEpochSeconds,
  readGoLogStamp,
  readKlogStamp,
  readMonth,
  readMonthDayTime,
  readRfc3339,
  readWeekdayIso,
} from '../../src/parse/timestamp.js';

/** The stamp in short: RFC 3339 if absolute, the parts and milliseconds of the day if bare. */
function shown(read: ReadStamp | undefined): string | undefined {
  const stamp: Stamp | undefined = read?.stamp;
  if (stamp === undefined) return undefined;
  if (stamp.kind === 'absolute') return formatInstant(stamp.ms);
  if (stamp.kind === 'uptime') return `up ${stamp.seconds}`;
  return `${stamp.year ?? '?'}/${stamp.month}/${stamp.day} +${stamp.msOfDay}`;
}

describe('readRfc3339', () => {
  it.each([
    ['2025-04-15T10:00:01Z', '2025-04-15T10:00:01Z'],
    ['2025-04-15T10:00:01.12Z', '2025-04-15T10:00:01.120Z'],
    ['2025-04-15T10:00:01.123456789+08:00', '2025-04-15T02:00:01.123456Z'],
    ['2021-06-05T13:08:40.686-0400', '2021-06-05T17:08:40.686Z'],
    ['2026-11-21T06:37:01,339465+00:00', '2026-11-21T06:37:01.339465Z'],
    ['2024-02-29T23:59:60+05:30', '2024-02-29T18:30:00Z'],
    ['2025-06-11 07:59:46', '2025/6/11 +28786000'],
    ['2026-11-21 06:16:55.899501 I | mvcc', '2026/11/21 +22615899.501'],
    ['2025-02-29T10:00:00Z', undefined],
    ['2025-13-01T10:00:00Z', undefined],
    ['2025-04-15T24:00:00Z', undefined],
    ['2025-04-15T1:00:00Z', undefined],
    ['2025-04-15', undefined],
    ['', undefined],
  ])('%s', (text, instant) => expect(shown(readRfc3339(text))).toBe(instant));

  it('tells where it ends', () => {
    expect(readRfc3339('x 2025-04-15T10:00:01.5+0200 y', 2)?.end).toBe(28);
  });

  it('does not mistake a dash of the text for a zone', () => {
    expect(readRfc3339('2025-04-15T10:00:01-foo')).toMatchObject({
      end: 19,
      stamp: { kind: 'bare' },
    });
  });
});

describe('readMonth', () => {
  it.each([
    ['Apr', 4],
    ['JUN', 6],
    ['févr.', 2],
    ['août', 8],
    ['aou\u0302t', 8],
    ['Mär', 3],
    ['dic', 12],
    ['фев', 2],
    ['Мая', 5],
    ['4月', 4],
    [' 4月', 4],
    ['12월', 12],
    ['paź', 10],
    ['úno', 2],
    ['Ağu', 8],
    ['mrt', 3],
    ['maj', 5],
    ['set', 9],
    ['time', undefined],
    ['', undefined],
  ])('%s', (word, month) => expect(readMonth(word)).toBe(month));
});

describe('readMonthDayTime', () => {
  it.each([
    ['Apr 15 10:00:01 host', '?/4/15 +36001000', 15],
    ['Apr  5 10:00:01.123456 host', '?/4/5 +36001123.456', 22],
    ['jun 10 16:31:02 host', '?/6/10 +59462000', 15],
    ['4月 15 10:00:01 host', '?/4/15 +36001000', 14],
    [' 4月 15 10:00:01 host', '?/4/15 +36001000', 15],
    ['août 05 10:00:01 host', '?/8/5 +36001000', 16],
    ['Apr 15 2025 10:00:01 host', '2025/4/15 +36001000', 20],
    ['Feb 29 10:00:01 host', '?/2/29 +36001000', 15],
    ['Feb 30 10:00:01 host', undefined, undefined],
    ['I0415 10:00:03.703777 1 a.go:1] x', undefined, undefined],
    ['time="2025-04-15T10:00:01Z" level=info', undefined, undefined],
  ])('%s', (text, stamp, end) => {
    const read = readMonthDayTime(text);
    expect([shown(read), read?.end]).toEqual([stamp, end]);
  });
});

describe('other stamps', () => {
  it.each([
    [readKlogStamp('0415 10:00:03.703777 '), '?/4/15 +36003703.777'],
    [readKlogStamp('1332 10:00:03.703777'), undefined],
    [readGoLogStamp('2026/11/21 06:16:52 INFO'), '2026/11/21 +22612000'],
    [readGoLogStamp('2026/11/21 06:16:52.25'), '2026/11/21 +22612250'],
    [readCtime('Sat Nov 21 06:36:39 2026: x'), '2026/11/21 +23799000'],
    [readCtime('Sat Nov  1 06:36:39 2026'), '2026/11/1 +23799000'],
    [readCtime('<30>1 Nov 1 06:36:39 2026'), undefined],
    [readEpochSeconds('1713763231.1651144'), '2024-04-22T05:20:31.165114Z'],
    [readEpochSeconds('17137.5'), undefined],
    [readWeekdayIso('Tue 2025-04-15 10:00:01.5 UTC x'), '2025-04-15T10:00:01.500Z'],
    [readWeekdayIso('Tue 2025-04-15 10:00:01 +0530 x'), '2025-04-15T04:30:01Z'],
    [readWeekdayIso('Tue 2025-04-15 10:00:01 CEST x'), '2025/4/15 +36001000'],
    [readWeekdayIso('Tue 2025-04-15 10:00:01 America/Bogota x'), '2025/4/15 +36001000'],
    [readWeekdayIso('<30>1 2025-04-15 10:00:01 UTC'), undefined],
  ])('%#: %j', (read, stamp) => expect(shown(read)).toBe(stamp));

  it('leaves the zone name behind', () => {
    const text = 'Tue 2025-04-15 10:00:01 CEST host';
    expect(text.slice(readWeekdayIso(text)?.end)).toBe(' host');
  });
});
