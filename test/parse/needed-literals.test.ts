import { expect, it } from 'vitest';
import { neededLiterals } from '../../src/parse/needed-literals.js';
import { ETCD_TEXTS } from '../../src/parse/payload/etcd-text.js';
import { createCri } from '../generate/encode/containers.js';

it.each([
  '{"MESSAGE":[116,105],"PRIORITY":"6"}',
  '2026-11-21T06:29:26.325767373Z stderr P a part',
  '2026-11-21T06:29:26.325767373Z stdout P a part',
  'Apr 15 10:00:01 s1 k3s[1]: message repeated 3 times: [ x]',
  'time="2025-04-15 08:00:00" level=info msg=x chunk=1 component=etcd',
  '{"log":"\\u001b[31mStar\\u001b[0mting"}',
  'Apr 15 10:00:01 s1 k3s[1]: #033[31mStar#033[0mting',
  '__REALTIME_TIMESTAMP=1744711201000000',
])('keeps %j', (line) => {
  expect(neededLiterals([]).some((literal) => line.includes(literal))).toBe(true);
});

it.each([
  '2026-11-21T06:29:26.325767373Z stdout F a whole line',
  '{"MESSAGE":"text","__REALTIME_TIMESTAMP":"1744711201000000"}',
  'Apr 15 10:00:01 s1 k3s[1]: time="2025-04-15T10:00:01Z" level=info msg=x',
])('needs no %j', (line) => {
  expect(neededLiterals([]).some((literal) => line.includes(literal))).toBe(false);
});

it('keeps texts of etcd 3.4 that the parser gives in the words of a rule', () => {
  const [text] = ETCD_TEXTS;
  const { message = '', literal = '' } = text ?? {};
  expect(neededLiterals([message])).toContain(literal);
  expect(neededLiterals(['no such text'])).not.toContain(literal);
});

it('keeps the parts of a line that a runtime cut', () => {
  const entry = {
    at: 0,
    node: 's1',
    ident: 'k3s',
    message: 'x'.repeat(20_000),
    priority: 6,
    boot: { id: '', at: 0 },
  };
  const [part = ''] = String(createCri({})(entry, 1)).split('\n');
  expect(neededLiterals([]).some((literal) => part.includes(literal))).toBe(true);
});
