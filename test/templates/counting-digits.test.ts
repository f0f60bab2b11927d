import { describe, expect, it } from 'vitest';
import {
  type Case,
  expectSame,
  GROUP,
  linesOf,
  logrus,
  MESSAGE,
  NO_FIELDS,
  waysOf,
  zap,
} from '../support/digit-lines.js';

describe('a digit that only counts is taken', () => {
  const cases: readonly Case[] = [
    ['a number', MESSAGE, '{ n: int }', zap, ['"n":10', '"n":60', '"n":49']],
    ['a negative number', MESSAGE, '{ n: int }', zap, ['"n":-10', '"n":-60', '"n":-49']],
    [
      'a duration',
      MESSAGE,
      '{ took: duration }',
      zap,
      ['"took":"1h2m3s"', '"took":"7h2m3s"', '"took":"0h2m3s"'],
    ],
    [
      'a duration of nothing',
      MESSAGE,
      '{ took: duration }',
      zap,
      ['"took":"1s"', '"took":"0s"', '"took":"9s"'],
    ],
    [
      'an address',
      GROUP('(?<ip>\\d+(?:\\.\\d+){3})'),
      '{ ip: ip }',
      logrus,
      ['msg="peer 10.0.0.1"', 'msg="peer 99.9.9.9"', 'msg="peer 80.0.0.1"'],
    ],
    [
      'an id',
      GROUP('(?<id>[0-9a-f]{8})'),
      '{ id: keyword }',
      logrus,
      ['msg="peer 12ab34cd"', 'msg="peer 99ab34cd"', 'msg="peer 00ab34cd"'],
    ],
    [
      'a version',
      GROUP('(?<v>\\d+\\.\\d+\\.\\d+)'),
      '{ v: version }',
      logrus,
      ['msg="peer 1.31.7"', 'msg="peer 9.00.0"', 'msg="peer 0.31.8"'],
    ],
    [
      'a size',
      GROUP('(?<size>\\d+ kB)'),
      '{ size: bytes }',
      logrus,
      ['msg="peer 12 kB"', 'msg="peer 99 kB"', 'msg="peer 00 kB"'],
    ],
    [
      'a port',
      GROUP('\\S+:(?<port>\\d{4})'),
      '{ port: int }',
      logrus,
      ['msg="peer a:5001"', 'msg="peer a:6443"', 'msg="peer a:0080"'],
    ],
    [
      'digits behind a word',
      `{ message|re: 'peer k3s \\d{2}' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer k3s 12"', 'msg="peer k3s 99"'],
    ],
  ];
  it.each(cases)('%s', (_, where, fields, wrap, payloads) => {
    const taken = expectSame(waysOf(where, fields), linesOf(payloads, wrap));
    expect([...taken]).toEqual(expect.arrayContaining([4, 5, 6].slice(0, payloads.length)));
  });
});

describe('what stands before a line is heeded', () => {
  it('the stream it belongs to: the rest of another line goes there', () => {
    const out = '2025-04-15T08:00:09.000000001Z stdout F ready';
    const rest = '2025-04-15T08:00:30.000000001Z stderr F \tpeer';
    const lines = [0, 1, 2].map((no) => logrus('msg="peer 1"', no));
    const taken = expectSame(waysOf(MESSAGE), [
      ...lines,
      out,
      logrus('msg="peer 7"', 5),
      rest,
      out,
    ]);
    expect([...taken]).toContain(5);
  });
});
