import { describe, expect, it } from 'vitest';
import { readRules } from '../rulebook/good-rules.js';
import { createWays, type Ways } from '../support/alike.js';

const NO_FIELDS = '{}';

/** A rule of its own; its sample is of no account here. */
const waysOf = (where: string, fields = NO_FIELDS): Ways =>
  createWays(
    readRules(`kind: signal
name: s
component: any
literal: peer
where: ${where}
fields: ${fields}
samples: { match: [peer] }`).signals,
  );

const second = (no: number): string => String(10 + no);
/** Lines by CRI, a second apart. */
const cri = (payload: string, no: number): string =>
  `2025-04-15T08:00:${second(no)}.000000001Z stderr F ${payload}`;
const logrus = (rest: string, no: number): string =>
  cri(`time="2025-04-15T08:00:${second(no)}Z" level=info ${rest}`, no);
const zap = (rest: string, no: number): string =>
  cri(`{"level":"info","ts":"2025-04-15T08:00:${second(no)}.5Z","msg":"peer",${rest}}`, no);
const journal = (rest: string, no: number): string =>
  `{"_HOSTNAME":"s1","SYSLOG_IDENTIFIER":"k3s",${rest},"__REALTIME_TIMESTAMP":"17447040${second(no)}000000"}`;

type Wrap = (payload: string, no: number) => string;

/** The first payload often enough to be learnt, then the others, which differ from it in digits only. */
function linesOf([first = '', ...others]: readonly string[], wrap: Wrap): readonly string[] {
  return [first, first, first, first, ...others, first].map(wrap);
}

function expectSame(ways: Ways, lines: readonly string[]): ReadonlySet<number> {
  const { heard, taken } = ways.byTemplates(lines);
  expect(heard).toEqual(ways.plainly(lines));
  return taken;
}

type Case = readonly [
  about: string,
  where: string,
  fields: string,
  wrap: Wrap,
  payloads: readonly string[],
];

const MESSAGE = '{ message|contains: peer }';
const GROUP = (group: string): string => `{ message|re: 'peer ${group}' }`;

describe('a digit that decides is read', () => {
  const cases: readonly Case[] = [
    [
      'a level of stdr',
      MESSAGE,
      NO_FIELDS,
      cri,
      ['x: "level"=1 "msg"="peer"', 'x: "level"=0 "msg"="peer"', 'x: "level"=7 "msg"="peer"'],
    ],
    [
      'a level of stdr, the other way round',
      MESSAGE,
      NO_FIELDS,
      cri,
      ['x: "level"=0 "msg"="peer"', 'x: "level"=1 "msg"="peer"'],
    ],
    [
      'a priority of journald',
      MESSAGE,
      NO_FIELDS,
      journal,
      [
        '"PRIORITY":"6","MESSAGE":"peer"',
        '"PRIORITY":"3","MESSAGE":"peer"',
        '"PRIORITY":"8","MESSAGE":"peer"',
      ],
    ],
    [
      'a process',
      MESSAGE,
      NO_FIELDS,
      journal,
      ['"_PID":"81","MESSAGE":"peer"', '"_PID":"82","MESSAGE":"peer"'],
    ],
    [
      'a host that is an address',
      MESSAGE,
      NO_FIELDS,
      journal,
      [
        '"N":"1","_HOSTNAME":"10.0.0.1","MESSAGE":"peer"',
        '"N":"1","_HOSTNAME":"10.0.0.2","MESSAGE":"peer"',
      ],
    ],
    [
      'an escaped character of JSON',
      `{ message|contains: 'peer "' }`,
      NO_FIELDS,
      zap,
      ['"n":"1","msg":"peer \\u0021"', '"n":"1","msg":"peer \\u0022"'],
    ],
    [
      'an escaped character of Go',
      `{ message|re: 'peer [a-f]' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer \\103 1"', 'msg="peer \\141 1"'],
    ],
    [
      'bytes as numbers',
      `{ message|re: '^peer$' }`,
      NO_FIELDS,
      journal,
      [
        '"MESSAGE":[112,101,101,114,27]',
        '"MESSAGE":[112,101,101,114]',
        '"MESSAGE":[112,101,101,114,10]',
      ],
    ],
    [
      'bytes as numbers that end the text',
      `{ message|re: '^peer .?x$' }`,
      NO_FIELDS,
      journal,
      ['"MESSAGE":[112,101,101,114,32,121]', '"MESSAGE":[112,101,101,114,32,120]'],
    ],
    [
      'the only digit, which is that of a probe',
      GROUP('(?<n>\\d)'),
      '{ n: int }',
      cri,
      ['2025-04-15 08:00:00 I | peer 1', '2025-04-15 08:00:00 I | peer 5'],
    ],
    [
      'digits that are those of probes',
      GROUP('(?<n>\\d+)'),
      '{ n: keyword }',
      cri,
      [
        'I0415 08:00:00.000001       1 a.go:1] peer 2',
        'I0415 08:00:00.000001       1 a.go:1] peer 9',
      ],
    ],
    [
      'a status',
      `{ message|re: 'peer status=203' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer status=204"', 'msg="peer status=203"'],
    ],
    [
      'a class of some digits',
      `{ message|re: 'peer [0-4]' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer 7 of 9"', 'msg="peer 3 of 9"'],
    ],
    [
      'a class without some',
      `{ message|re: 'peer [^0-4]' }`,
      NO_FIELDS,
      logrus,
      ['msg="peer 3 of 9"', 'msg="peer 7 of 9"'],
    ],
    [
      'a number that is compared',
      '{ message: peer, n|gte: 50 }',
      '{ n: int }',
      zap,
      ['"n":10', '"n":60', '"n":49'],
    ],
    [
      'a number of a group that is compared',
      `{ message|re: 'peer (?<n>\\d+)', n|lt: 50 }`,
      '{ n: int }',
      logrus,
      ['msg="peer 99"', 'msg="peer 10"'],
    ],
    [
      'a network',
      '{ message: peer, ip|cidr: 10.0.0.0/8 }',
      '{ ip: ip }',
      zap,
      ['"ip":"11.0.0.1"', '"ip":"10.0.0.1"'],
    ],
    ['a value with digits', `{ message: peer, n: '12' }`, NO_FIELDS, zap, ['"n":13', '"n":12']],
    [
      'a text that must not be there',
      `{ message: peer, n|neq: '12' }`,
      NO_FIELDS,
      zap,
      ['"n":"13"', '"n":"12"'],
    ],
    [
      'an address that is none',
      `{ message: peer, ip|neq: '::' }`,
      '{ ip: ip }',
      zap,
      ['"ip":"123.1.1.1"', '"ip":"999.1.1.1"'],
    ],
    [
      'an address that was none',
      MESSAGE,
      '{ ip: ip }',
      zap,
      ['"ip":"999.999.999.999"', '"ip":"111.222.101.123"'],
    ],
    [
      'an address with too large an octet',
      MESSAGE,
      '{ ip: ip }',
      zap,
      ['"ip":"123.0.0.1"', '"ip":"300.0.0.1"', '"ip":"010.0.0.1"'],
    ],
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
