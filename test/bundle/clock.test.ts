import { describe, expect, it } from 'vitest';
import { parseZonedDate } from '../../src/bundle/clock-date.js';
import type { FileKind } from '../../src/bundle/layout.js';
import { resolveNodes } from '../../src/bundle/nodes.js';
import { readEnvironment } from '../../src/bundle/read-environment.js';

const zones = (kind: FileKind, text: string, scope = 'b'): readonly string[] =>
  readEnvironment(kind, 'file', text, scope).flatMap((fact) =>
    fact.kind === 'zone' ? [`${fact.offsetMinutes} ${new Date(fact.at).toISOString()}`] : [],
  );

describe('dates', () => {
  it.each([
    ['Tue Aug 18 06:40:12 UTC 2026', 0, '2026-08-18T06:40:12.000Z'],
    ['Tue Aug 18 08:41:03 CEST 2026', 120, '2026-08-18T06:41:03.000Z'],
    ['Tue Aug  4 08:41:03 AM EDT 2026', -240, '2026-08-04T12:41:03.000Z'],
    ['Tue Aug 18 12:41:03 AM JST 2026', 540, '2026-08-17T15:41:03.000Z'],
    ['Tue 18 Aug 2026 12:41:03 PM CEST', 120, '2026-08-18T10:41:03.000Z'],
    ['Tue 18 Aug 08:41:03 BST 2026', 60, '2026-08-18T07:41:03.000Z'],
    ['Di 18. Aug 08:41:03 CEST 2026', 120, '2026-08-18T06:41:03.000Z'],
    ['Tue, 18 Aug 2026 08:41:03 +0200', 120, '2026-08-18T06:41:03.000Z'],
    ['Tue Aug 18 03:41:03 -03 2026', -180, '2026-08-18T06:41:03.000Z'],
    ['2026-08-18T06:41:03Z', 0, '2026-08-18T06:41:03.000Z'],
    ['2026-08-18T12:11:03+05:30', 330, '2026-08-18T06:41:03.000Z'],
    ['2026-08-18 08:41:03.250 +0200', 120, '2026-08-18T06:41:03.250Z'],
    ['2026年 08月 18日 星期二 14:41:03 CST', 480, '2026-08-18T06:41:03.000Z'],
    ['Thu Jan  1 00:30:00 CET 2026', 60, '2025-12-31T23:30:00.000Z'],
    ['Thu Feb 29 00:30:00 UTC 2024', 0, '2024-02-29T00:30:00.000Z'],
  ])('reads %s', (line, offsetMinutes, at) => {
    expect(parseZonedDate(line)).toEqual({ offsetMinutes, at: Date.parse(at) });
  });

  it.each([
    'Tue Aug 18 06:40:12 CST 2026',
    'Tue Aug 18 06:40:12 IST 2026',
    'Tue Aug 18 06:40:12 XYZ 2026',
    'Tue Aug 18 06:40:12 2026',
    'Tue Aug 32 06:40:12 UTC 2026',
    'Sun Feb 29 06:40:12 UTC 2026',
    'Tue Aug 18 26:40:12 UTC 2026',
    'Linux srv 6.8.0 #67-Ubuntu SMP Sun Jun 15 20:23:31 UTC 2025 x86_64',
    '2026-08-18T06:41:03',
    '2026-08-18 06:41:03: Collecting system info',
    '',
  ])('tells no zone from %s', (line) => expect(parseZonedDate(line)).toBeUndefined());
});

it.each([
  ['date', 'date: warning\nTue Aug 18 08:41:03 CEST 2026\n', '120 2026-08-18T06:41:03.000Z'],
  [
    'summary',
    'Summary\n\nGenerated: Tue Aug 18 08:41:03 CEST 2026\n',
    '120 2026-08-18T06:41:03.000Z',
  ],
  ['versions', 'Tue Aug 18 06:41:03 UTC 2026\nLinux a 6.8.0\n', '0 2026-08-18T06:41:03.000Z'],
  [
    'vmstat',
    'procs ---memory--- -----timestamp-----\n   r    b   swpd    CEST\n   2    4   0  2026-08-18 08:41:03\n',
    '120 2026-08-18T06:41:03.000Z',
  ],
  [
    'timedatectl',
    '               Local time: Tue 2026-08-18 12:11:03 IST\n           Universal time: Tue 2026-08-18 06:41:03 UTC\n                Time zone: Asia/Kolkata (IST, +0530)\n',
    '330 2026-08-18T06:41:03.000Z',
  ],
  [
    'timedatectl',
    'Local time: Tue 2026-12-31 19:30:00 EST\nUniversal time: Fri 2027-01-01 00:30:00 UTC',
    '-300 2027-01-01T00:30:00.000Z',
  ],
  ['time-json', '{"timezone":"UTC","ntp_active":true}', '0 1970-01-01T00:00:00.000Z'],
  ['timezone', 'Asia/Shanghai\n', '480 1970-01-01T00:00:00.000Z'],
] satisfies [FileKind, string, string][])('reads the clock of %s', (kind, text, expected) => {
  expect(zones(kind, text)).toEqual([expected]);
});

it.each([
  ['vmstat', '--procs-- ---memory---\n   r    b   swpd   gu\n   1    1   0    0\n'],
  ['time-json', '{"timezone":"Europe/Berlin"}'],
  ['time-json', '{"timezone":"Nowhere/None"}'],
  ['time-json', '{'],
  ['timezone', 'Europe/Berlin'],
  ['timedatectl', 'Local time: Tue 2026-08-18 12:11:03 IST'],
] satisfies [FileKind, string][])('tells no clock where %s does not', (kind, text) => {
  expect(zones(kind, text)).toEqual([]);
});

it('completes a named zone by the stamp of the folder', () => {
  const text = '{"timezone":"Europe/Berlin"}';
  expect(zones('time-json', text, 'x/support-bundle-2026-08-18T08_41_03')).toEqual([
    '120 2026-08-18T06:41:03.000Z',
  ]);
  expect(zones('time-json', text, 'x/support-bundle-2026-01-18T08_41_03')).toEqual([
    '60 2026-01-18T07:41:03.000Z',
  ]);
});

describe('the moment a bundle was collected', () => {
  const iso = (at: number | undefined): string | undefined =>
    at === undefined ? undefined : new Date(at).toISOString();
  const momentOf = (scope: string, files: readonly (readonly [FileKind, string])[]) => {
    const facts = files.flatMap(([kind, text]) => readEnvironment(kind, 'file', text, scope));
    return (asked: string) => iso(resolveNodes(facts).momentOf(asked));
  };

  it('is the last one its files tell, whatever the folder is called', () => {
    const moment = momentOf('srv-1-2001-01-01_00_00_00', [
      ['date', 'Tue Aug 18 08:41:03 CEST 2026\n'],
      ['versions', 'Tue Aug 18 08:41:09 CEST 2026\n'],
    ]);
    expect(moment('srv-1-2001-01-01_00_00_00')).toBe('2026-08-18T06:41:09.000Z');
    expect(moment('srv-1-2001-01-01_00_00_00/inner')).toBe('2026-08-18T06:41:09.000Z');
  });

  it('is the creation of a kit of bundles for its nodes, whose zone it does not tell', () => {
    const text = 'bundlename: x\nbundlecreatedat: "2026-08-18T06:45:10Z"\n';
    const facts = readEnvironment('metadata-yaml', 'file', text, 'kit');
    const registry = resolveNodes(facts);
    expect(iso(registry.momentOf('kit/nodes/n1.zip/n1'))).toBe('2026-08-18T06:45:10.000Z');
    expect(registry.zoneOf('kit/nodes/n1.zip/n1')).toEqual([]);
  });

  it.each([
    ['a/srv-1-2026-08-18_06_40_12', '2026-08-18T06:40:12.000Z'],
    ['support-bundle-2026-08-18T06_41_05', '2026-08-18T06:41:05.000Z'],
    ['supportbundle_6b2f_2026-08-18T06-45-10Z', '2026-08-18T06:45:10.000Z'],
    ['scc_n1_260818_0755', '2026-08-18T07:55:00.000Z'],
    ['sosreport-n1-2026-12-31-abcdefg', '2027-01-01T00:00:00.000Z'],
    ['sosreport-n1.0042-20260818064012', '2026-08-18T06:40:12.000Z'],
    ['sosreport-n1-2026-13-01-abcdefg', undefined],
    ['bundle-2026-08', undefined],
    ['scc_n1_260899_0755', undefined],
  ])('is the stamp of the folder %s where no file tells it', (scope, expected) => {
    expect(momentOf(scope, [])(`${scope}/below`)).toBe(expected);
  });

  it('reads the stamp on the clock of the scope', () => {
    const stamp = 'srv-1-2026-08-18_08_40_12';
    expect(momentOf(stamp, [['timezone', 'Asia/Shanghai']])(stamp)).toBe(
      '2026-08-18T00:40:12.000Z',
    );
  });
});
