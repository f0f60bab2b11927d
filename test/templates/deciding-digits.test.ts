import { describe, it } from 'vitest';
import {
  type Case,
  cri,
  expectSame,
  GROUP,
  journal,
  linesOf,
  logrus,
  MESSAGE,
  NO_FIELDS,
  waysOf,
  zap,
} from '../support/digit-lines.js';

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
  ];
  it.each(cases)('%s', (_, where, fields, wrap, payloads) => {
    expectSame(waysOf(where, fields), linesOf(payloads, wrap));
  });
});
