import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import { createParser } from '../../src/parse/parser.js';
import { lineOf, parse, timesOf } from './entries.js';

const times = (lines: readonly string[], hint = {}): string[] =>
  timesOf(parse(lines.join('\n'), hint).records);
const logrus = (stamp: string) => `time="${stamp}" level=info msg="x"`;

describe('year and zone', () => {
  it('come from an absolute payload of any entry, also for those before it', () => {
    expect(
      times([
        'Dec 31 23:59:59 n systemd[1]: a',
        `Jan 01 00:00:01 n k3s[1]: ${logrus('2026-01-01T00:00:01+01:00')}`,
        'Jan 01 00:00:02 n systemd[1]: b',
      ]),
    ).toEqual([
      '2025-12-31T22:59:59.000Z~',
      '2025-12-31T23:00:01.000Z',
      '2025-12-31T23:00:02.000Z~',
    ]);
  });

  it('come out the same for a reversed dump', () => {
    expect(
      times([
        'Jan 01 00:00:02 n systemd[1]: b',
        `Jan 01 00:00:01 n k3s[1]: ${logrus('2026-01-01T00:00:01+01:00')}`,
        'Dec 31 23:59:59 n systemd[1]: a',
      ]),
    ).toEqual([
      '2025-12-31T23:00:02.000Z~',
      '2025-12-31T23:00:01.000Z',
      '2025-12-31T22:59:59.000Z~',
    ]);
  });

  it('come from the user before anything else', () => {
    expect(times(['Apr 15 10:00:01 n a[1]: x'], { year: 2024, offsetMinutes: 120 })).toEqual([
      '2024-04-15T08:00:01.000Z~',
    ]);
  });

  it('cross New Year from the year the user gives', () => {
    expect(
      times(['Dec 31 23:59:59 n a[1]: x', 'Jan 01 00:00:01 n a[1]: y'], { year: 2024 }),
    ).toEqual(['2024-12-31T23:59:59.000Z~', '2025-01-01T00:00:01.000Z~']);
  });

  it('fall back to the newest plausible instant', () => {
    const latest = Date.UTC(2026, 0, 2);
    expect(times(['Dec 31 23:59:59 n a[1]: x', 'Jan 01 00:00:01 n a[1]: y'], { latest })).toEqual([
      '2025-12-31T23:59:59.000Z~',
      '2026-01-01T00:00:01.000Z~',
    ]);
  });

  it('stay unknown where nothing tells them', () => {
    const { records, tally } = parse('Feb 29 10:00:01 n a[1]: x');
    expect(timesOf(records)).toEqual(['2000-02-29T10:00:01.000Z~']);
    expect(tally).toMatchObject({ yearUnknown: true, zoneUnknown: true });
  });

  it('put 29 February into a leap year only', () => {
    expect(
      times([
        'Feb 29 10:00:01 n a[1]: x',
        `Mar 01 10:00:01 n a[1]: ${logrus('2025-03-01T10:00:01Z')}`,
      ]),
    ).toEqual(['2024-02-29T10:00:01.000Z~', '2025-03-01T10:00:01.000Z']);
  });

  it('come from the date of a trace', () => {
    const { records, tally } = parse(
      'I0415 10:00:03.703777    4172 trace.go:236] Trace[7]: "List" (15-Apr-2025 10:00:01.673) (total time: 2030ms):',
    );
    expect(timesOf(records)).toEqual(['2025-04-15T10:00:03.703Z~']);
    expect(tally).toMatchObject({ yearUnknown: false, zoneUnknown: true });
  });

  it('come from a neighbour that says the same moment', () => {
    expect(
      times(['I0415 18:00:03.703777    4172 a.go:1] x', logrus('2025-04-15T18:00:03+08:00')]),
    ).toEqual(['2025-04-15T10:00:03.703Z~', '2025-04-15T10:00:03.000Z']);
  });

  it.each([
    ['before', [logrus('2025-04-15T18:00:03+08:00'), 'I0415 18:00:27.000000    4172 a.go:1] x']],
    ['behind', ['I0415 18:00:27.000000    4172 a.go:1] x', logrus('2025-04-15T18:00:51+08:00')]],
  ])('come from a stamp %s that names its zone', (_, lines) => {
    const { records, tally } = parse(lines.join('\n'));
    expect(timesOf(records)).toContain('2025-04-15T10:00:27.000Z~');
    expect(tally).toMatchObject({ yearUnknown: false, zoneUnknown: false });
  });

  it('come rather from the prefix of the same line, and from nothing where others are UTC', () => {
    const own = `2025-04-15T18:00:03+0800 n k3s[1]: I0415 10:00:03.000000    4172 a.go:1] x`;
    expect(times([own, 'I0415 10:00:27.000000    4172 a.go:1] x'])).toContain(
      '2025-04-15T10:00:27.000Z~',
    );
    const { tally } = parse(
      [logrus('2025-04-15T10:00:03Z'), 'I0415 10:00:27.000000    4172 a.go:1] x'].join('\n'),
    );
    expect(tally).toMatchObject({ zoneUnknown: true });
  });
});

it('trusts the transport before the payload', () => {
  expect(times([`2025-04-15T10:00:01+0000 n k3s[1]: ${logrus('2024-01-01T00:00:00Z')}`])).toEqual([
    '2025-04-15T10:00:01.000Z',
  ]);
});

it('takes the finer stamp where prefix and payload say the same moment', () => {
  expect(
    times(['Apr 15 12:00:03 n kubelet[1]: E0415 12:00:02.703777 1 a.go:1] x'], {
      year: 2025,
      offsetMinutes: 120,
    }),
  ).toEqual(['2025-04-15T10:00:02.703Z~']);
});

it('places uptimes once an entry ties them to a date', () => {
  expect(
    times([
      '[    5.000000] n kernel: a',
      `[    6.000000] n k3s[1]: ${logrus('2025-04-15T10:00:06Z')}`,
      '[    7.500000] n kernel: b',
    ]),
  ).toEqual(['2025-04-15T10:00:05.000Z~', '2025-04-15T10:00:06.000Z', '2025-04-15T10:00:07.500Z~']);
});

it('gives uptimes no time where nothing ties them to a date', () => {
  expect(times(['[    5.000000] n kernel: a'])).toEqual(['-']);
});

describe('waiting', () => {
  const bare = (no: number): string => `Apr 15 10:00:01 n a[1]: ${no}`;
  const told = `Apr 15 10:00:01 n k3s[1]: ${logrus('2025-04-15T10:00:01Z')}`;
  const firstTime = (numbers: readonly number[], toldAt: number): string | undefined => {
    const records: LogRecord[] = [];
    const parser = createParser({ source: 'x.log', hint: {} }, (record) => records.push(record));
    for (const no of numbers) parser.push(lineOf(bare(no), no));
    parser.push(lineOf(told, toldAt));
    parser.end();
    expect(records).toHaveLength(numbers.length + 1);
    expect(timesOf(records).at(-1)).toBe('2025-04-15T10:00:01.000Z');
    return timesOf(records)[0];
  };
  const all = Array.from({ length: 20_000 }, (_, index) => index + 1);

  it.each([
    ['all', all],
    ['few', [1, 9, 12_000]],
  ])('lasts for twenty thousand lines, where %s of them are read', (_, numbers) => {
    expect(
      firstTime(
        numbers.filter((no) => no < 20_000),
        20_000,
      ),
    ).toBe('2025-04-15T10:00:01.000Z~');
    expect(firstTime(numbers, 20_001)).toBe('2000-04-15T10:00:01.000Z~');
  });

  it('hands on with each entry whether lines were left out before it', () => {
    const heard: (number | 'cut')[] = [];
    const onCut = () => heard.push('cut');
    const parser = createParser({ source: 'x.log', hint: {}, onCut }, ({ line }) =>
      heard.push(line.no),
    );
    parser.push(lineOf(bare(1), 1));
    parser.push(lineOf(bare(2), 2));
    parser.cut();
    parser.push(lineOf(bare(7), 7));
    parser.push(lineOf(bare(8), 8));
    expect(heard).toEqual([]);
    parser.cut();
    parser.push(lineOf(told, 12));
    parser.push(lineOf(bare(13), 13));
    parser.cut();
    parser.push(lineOf(bare(20), 20));
    parser.end();
    expect(heard).toEqual([1, 2, 'cut', 7, 8, 'cut', 12, 13, 'cut', 20]);
  });
});

it('lets the next told year decide after a gap of months, in both directions', () => {
  const lines = [
    `Jan 01 00:00:01 n k3s[1]: ${logrus('2026-01-01T00:00:01Z')}`,
    'Jan 01 00:00:02 n systemd[1]: stopped',
    'Oct 25 10:00:00 n systemd[1]: started',
    `Oct 25 10:00:01 n k3s[1]: ${logrus('2026-10-25T10:00:01Z')}`,
  ];
  const expected = [
    '2026-01-01T00:00:01.000Z',
    '2026-01-01T00:00:02.000Z~',
    '2026-10-25T10:00:00.000Z~',
    '2026-10-25T10:00:01.000Z',
  ];
  expect(times(lines)).toEqual(expected);
  expect(times(lines.toReversed())).toEqual(expected.toReversed());
});

it('does not carry the date of one boot into another', () => {
  const lines = [
    `[  900.000000] n k3s[1]: ${logrus('2025-04-15T10:00:00Z')}`,
    '[    2.000000] n kernel: a',
    `[    6.000000] n k3s[1]: ${logrus('2025-04-16T10:00:06Z')}`,
  ];
  const expected = [
    '2025-04-15T10:00:00.000Z',
    '2025-04-16T10:00:02.000Z~',
    '2025-04-16T10:00:06.000Z',
  ];
  expect(times(lines)).toEqual(expected);
});
