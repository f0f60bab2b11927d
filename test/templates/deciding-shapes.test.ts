import { describe, it } from 'vitest';
import {
  type Case,
  cri,
  expectSame,
  GROUP,
  linesOf,
  logrus,
  MESSAGE,
  NO_FIELDS,
  second,
  waysOf,
  zap,
} from '../support/digit-lines.js';

describe('a digit that decides what the line is made of is read', () => {
  const cases: readonly Case[] = [
    [
      'an hour of a stamp',
      GROUP('since (?<h>\\d\\d):'),
      '{ h: int }',
      logrus,
      [
        'msg="peer since 08:00 2025-04-15T08:00:00Z"',
        'msg="peer since 09:00 2025-04-15T08:00:00Z"',
      ],
    ],
    [
      'a part of a stamp',
      GROUP('since \\S+T(?<h>\\d\\d):'),
      '{ h: int }',
      logrus,
      ['msg="peer since 2025-04-15T08:00:00Z"', 'msg="peer since 2025-04-15T09:00:00Z"'],
    ],
    [
      'the date of a stamp',
      `{ message|re: 'peer since 2025-04-1[0-5]' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer since 2025-04-16T08:00:00Z"', 'msg="peer since 2025-04-11T08:00:00Z"'],
    ],
    [
      'a digit behind a letter of a stamp',
      `{ message|re: 'peer .*T09:' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer since 2025-04-16T08:00:00Z"', 'msg="peer since 2025-04-11T09:00:00Z"'],
    ],
    [
      'a text behind a letter of a stamp',
      '{ message|contains: peer, since|contains: T09 }',
      NO_FIELDS,
      zap,
      ['"since":"2025-04-16T08:00:00Z"', '"since":"2025-04-16T09:00:00Z"'],
    ],
    [
      'a stamp that a rule keeps',
      MESSAGE,
      '{ since: time }',
      zap,
      ['"since":"2025-04-16T08:00:00Z"', '"since":"2025-04-16T09:00:00Z"'],
    ],
    [
      'a date that is none',
      MESSAGE,
      '{ since: time }',
      zap,
      [
        '"since":"2025-14-16T08:00:00Z"',
        '"since":"2025-04-16T09:00:00Z"',
        '"since":"2025-99-16T09:00:00Z"',
      ],
    ],
    [
      'a negative number with zeros',
      MESSAGE,
      '{ n: keyword }',
      zap,
      ['"n":-12', '"n":-02', '"n":-10'],
    ],
    [
      'a negative number of a text',
      MESSAGE,
      '{ n: keyword }',
      cri,
      [
        'I0415 08:00:00.000001       1 a.go:1] "peer" n=-12',
        'I0415 08:00:00.000001       1 a.go:1] "peer" n=-02',
        'I0415 08:00:00.000001       1 a.go:1] "peer" n=-50',
      ],
    ],
    [
      'a number with zeros',
      MESSAGE,
      '{ n: keyword }',
      cri,
      [
        'I0415 08:00:00.000001       1 a.go:1] "peer" n=12',
        'I0415 08:00:00.000001       1 a.go:1] "peer" n=02',
        'I0415 08:00:00.000001       1 a.go:1] "peer" n=00',
      ],
    ],
    [
      'a fraction with zeros',
      MESSAGE,
      '{ n: keyword }',
      zap,
      ['"n":1.25', '"n":1.50', '"n":0.05', '"n":1.00'],
    ],
    ['minus nothing', MESSAGE, '{ n: float }', zap, ['"n":-5', '"n":-0', '"n":-7']],
    ['an exponent', MESSAGE, '{ n: keyword }', zap, ['"n":1.5e-3', '"n":1.5e-9', '"n":1.0e-3']],
    [
      'a number of 16 digits',
      MESSAGE,
      '{ n: int }',
      zap,
      ['"n":1111111111111111', '"n":9999999999999999', '"n":9007199254740993'],
    ],
    [
      'a number of 19 digits',
      MESSAGE,
      '{ n: int }',
      zap,
      ['"n":1111111111111111111', '"n":9999999999999999999', '"n":1000000000000000000'],
    ],
    [
      'a number of 15 digits',
      MESSAGE,
      '{ n: keyword }',
      zap,
      ['"n":111111111111111', '"n":999999999999999', '"n":100000000000000'],
    ],
    [
      'seconds since the epoch with many digits',
      MESSAGE,
      NO_FIELDS,
      (text) => text,
      [
        '{"level":"info","ts":1713763231.1234561,"msg":"peer"}',
        '{"level":"info","ts":1713763231.1234569,"msg":"peer"}',
        '{"level":"info","ts":1713763232.9999999,"msg":"peer"}',
      ],
    ],
    [
      'a pair whose name is a number',
      '{ message: peer, "7|exists": true }',
      NO_FIELDS,
      zap,
      ['"3":"x"', '"7":"x"'],
    ],
    [
      'how often it was said',
      MESSAGE,
      NO_FIELDS,
      (text, no) => `Apr 15 08:00:${second(no)} s1 k3s[812]: ${text}`,
      ['message repeated 0 times: [ peer]', 'message repeated 3 times: [ peer]'],
    ],
    [
      'a part of k0s',
      MESSAGE,
      NO_FIELDS,
      cri,
      [
        'time="2025-04-15 08:00:00" level=info msg="peer" chunk=2 component=etcd',
        'time="2025-04-15 08:00:00" level=info msg="peer" chunk=3 component=etcd',
      ],
    ],
    [
      'a control byte of rsyslog',
      `{ message|contains: "peer\\t" }`,
      NO_FIELDS,
      (text, no) => `2025-04-15T08:00:${second(no)}.000001+00:00 s1 k3s[812]: ${text}`,
      ['peer#012 1', 'peer#011 1'],
    ],
    [
      'a literal that is escaped',
      `{ message|contains: 'peer "a=203' }`,
      NO_FIELDS,
      zap,
      ['"n":1,"msg":"peer \\"a=204"', '"n":1,"msg":"peer \\"a=203"'],
    ],
  ];
  it.each(cases)('%s', (_, where, fields, wrap, payloads) => {
    expectSame(waysOf(where, fields), linesOf(payloads, wrap));
  });
});
