import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import { createParser } from '../../src/parse/parser.js';
import { lineOf, parse, timesOf } from './entries.js';

const wall = (iso: string): number => Date.parse(`${iso}Z`);
const logrus = (stamp: string) => `time="${stamp}" level=info msg="x"`;
const bare = (time: string) => `Apr 15 ${time} n a[1]: x`;
const told = (time: string, zone: string) =>
  `Apr 15 ${time} n k3s[1]: ${logrus(`2025-04-15T${time}${zone}`)}`;

describe('a zone that is told too late', () => {
  const records: LogRecord[] = [];
  const parser = createParser({ source: 'x.log', hint: {} }, (record) => records.push(record));
  parser.push(lineOf(bare('10:00:00'), 1));
  parser.push(lineOf(bare('10:00:01'), 20_001));
  parser.push(lineOf(told('10:00:02', '+02:00'), 20_002));
  parser.push(lineOf(bare('10:00:03'), 20_003));
  parser.push(lineOf(told('10:00:04', '+02:00'), 20_004));
  parser.end();

  it('leaves all bare stamps on one clock', () => {
    expect(timesOf(records)).toEqual([
      '2000-04-15T10:00:00.000Z~',
      '2000-04-15T10:00:01.000Z~',
      '2025-04-15T08:00:02.000Z',
      '2025-04-15T10:00:03.000Z~',
      '2025-04-15T08:00:04.000Z',
    ]);
  });

  it('is told with the times the wall clock shows', () => {
    const span = {
      offsetMinutes: 120,
      from: wall('2025-04-15T10:00:02'),
      to: wall('2025-04-15T10:00:04'),
    };
    expect(parser.tally).toMatchObject({
      zoneUnknown: true,
      zones: { own: [span], shown: [span], isBareTransport: true },
    });
  });
});

it('of a host is shown by its prefixes, not by what containers say', () => {
  const { tally } = parse(
    `2025-04-15T10:00:02.000000000Z stdout F ${logrus('2025-04-15T18:00:02+08:00')}`,
  );
  expect(tally.zones).toMatchObject({ shown: [], named: [{ offsetMinutes: 480 }] });
  const iso = parse('2025-04-15T10:00:02+0200 n k3s[1]: x').tally;
  expect(iso.zones).toMatchObject({ shown: [{ offsetMinutes: 120 }], named: [] });
});

it('is told anew when clocks change', () => {
  const { tally } = parse([told('10:00:00', '+02:00'), told('10:30:00', '+01:00')].join('\n'));
  expect(tally.zones?.shown.map(({ offsetMinutes }) => offsetMinutes)).toEqual([120, 60]);
});
