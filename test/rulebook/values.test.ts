import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../src/model/record.js';
import type { FieldType } from '../../src/model/rule.js';
import { toField } from '../../src/rulebook/values.js';

type Row = readonly [raw: FieldValue, value: FieldValue | undefined];

const ROWS: Readonly<Record<FieldType, readonly Row[]>> = {
  duration: [
    ['782.044µs', 0.782044],
    ['782.044μs', 0.782044],
    ['782.044us', 0.782044],
    ['103.456789ms', 103.456789],
    ['500ms', 500],
    ['1.013168098s', 1013.168098],
    ['4.123456789s', 4123.456789],
    ['1m5s', 65_000],
    ['1h1m1.005s', 3_661_005],
    ['-1.5s', -1500],
    ['+2s', 2000],
    ['1ns', 0.000001],
    ['0s', 0],
    ['-0s', 0],
    ['0', 0],
    ['1m', 60_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    [' 1s ', 1000],
    ['8760h0m0s', 31_536_000_000],
    [250, 250],
    ['250', undefined],
    ['1', undefined],
    ['', undefined],
    ['-', undefined],
    ['1 s', undefined],
    ['1d', undefined],
    ['1s2', undefined],
    ['soon', undefined],
    [true, undefined],
  ],
  bytes: [
    ['2.1 GB', 2_100_000_000],
    ['20480', 20_480],
    ['20 kB', 20_000],
    ['63 B', 63],
    ['1.5MiB', 1_572_864],
    ['64Mi', 67_108_864],
    ['2G', 2_000_000_000],
    ['12 bytes', 12],
    [4096, 4096],
    ['1 XB', undefined],
    ['-5 B', undefined],
    ['GB', undefined],
    ['', undefined],
  ],
  ip: [
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1:6443', '10.0.0.1'],
    ['[fd00::1]', 'fd00::1'],
    ['[fd00::1]:6443', 'fd00::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:a00:1', '10.0.0.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8::0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['10:0:0:0:0:0:0:10', '10::10'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
    ['10.0.0.256', undefined],
    ['010.0.0.1', undefined],
    ['10.0.0.0/24', undefined],
    ['node-1', undefined],
    ['1:2', undefined],
    ['', undefined],
    [1, undefined],
  ],
  int: [
    ['42', 42],
    ['-7', -7],
    ['+7', 7],
    ['007', 7],
    ['-0', 0],
    [42, 42],
    ['3.0', 3],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', '9007199254740993'],
    ['1849882913654041997', '1849882913654041997'],
    ['-1849882913654041997', '-1849882913654041997'],
    ['1.5', undefined],
    ['0x10', undefined],
    ['', undefined],
    [true, undefined],
  ],
  float: [
    ['1.5', 1.5],
    ['-2', -2],
    ['1e3', 1000],
    ['.5', 0.5],
    [0.25, 0.25],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['1e999', undefined],
    [Number.NaN, undefined],
    ['1,5', undefined],
    ['', undefined],
  ],
  time: [
    ['2025-04-15T08:12:03Z', 1_744_704_723_000],
    ['2025-04-15T08:12:03.123456Z', 1_744_704_723_123.456],
    ['2025-04-15T10:12:03.12+0200', 1_744_704_723_120],
    ['2025-04-15T03:42:03-04:30', 1_744_704_723_000],
    ['2025-04-15 08:12:03.5Z', 1_744_704_723_500],
    ['1714212061.25', 1_714_212_061_250],
    [1_714_212_061.25, 1_714_212_061_250],
    [1_714_212_061_250, 1_714_212_061_250],
    ['2025-02-30T08:12:03Z', undefined],
    ['2025-04-15T25:00:00Z', undefined],
    ['2025-04-15T08:60:03Z', undefined],
    ['2025-04-15T08:12:03', undefined],
    ['today', undefined],
    ['', undefined],
  ],
  version: [
    ['v1.31.8-rc1+k3s1', 'v1.31.8-rc1+k3s1'],
    [' v0.0.29 ', 'v0.0.29'],
    ['1.29', '1.29'],
    ['v1.29.15+k3s-5aac2aaf', 'v1.29.15+k3s-5aac2aaf'],
    ['latest', undefined],
    ['', undefined],
  ],
  keyword: [
    ['Etcd ', 'Etcd '],
    [5, '5'],
    [true, 'true'],
    ['', ''],
  ],
};

describe.each(Object.entries(ROWS))('%s', (type, rows) => {
  // the keys of the table are the types
  it.each(rows)('reads %j as %j', (raw, value) =>
    expect(toField(type as FieldType, raw)).toBe(value),
  );
});

const types = fc.constantFrom(...(Object.keys(ROWS) as FieldType[])); // the same keys
const raws = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.ipV4(), fc.ipV6());

describe('toField', () => {
  it('leaves typed values as they are', () => {
    fc.assert(
      fc.property(types, raws, (type, raw) => {
        const once = toField(type, raw);
        // a duration or a time is a number once read; what `keyword` reads stays a text
        if (once !== undefined && type !== 'time') expect(toField(type, once)).toBe(once);
      }),
    );
  });

  it('gives addresses that name the same address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        const canonical = toField('ip', ip);
        expect(canonical).toMatch(/^[0-9a-f:.]+$/);
        const url = new URL(`http://[${ip}]`).hostname;
        expect(toField('ip', url)).toBe(canonical);
        if (!String(canonical).includes('.')) expect(`[${canonical}]`).toBe(url);
      }),
    );
  });
});
