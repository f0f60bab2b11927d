import { expect, it } from 'vitest';
import { roughTime } from '../../src/parse/rough-time.js';

const AT = '2025-04-15T10:00:01.000Z';
const IN_2000 = '2000-04-15T10:00:01.000Z';

it.each([
  ['2025-04-15T10:00:01+0000 s1 k3s[1]: x', AT],
  ['2025-04-15 10:00:01.5 W | etcdserver: x', '2025-04-15T10:00:01.500Z'],
  ['Apr 15 10:00:01 s1 k3s[1]: time="2025-04-16T10:00:01Z"', IN_2000],
  ['Tue 2025-04-15 10:00:01 UTC s1 k3s[1]: x', AT],
  ['1744711201.000000 s1 k3s[1]: x', AT],
  ['I0415 10:00:01.000000 2042 x.go:1] x', IN_2000],
  ['I0415 10:00:01.000000 2042 x.go:1] not after 2035-04-15 10:00:01 UTC', IN_2000],
  ['2025/04/15 10:00:01 http: TLS handshake error', AT],
  ['2025/04/15 10:00:01.250000 x', '2025-04-15T10:00:01.250Z'],
  ['time="2025-04-15T10:00:01Z" level=info msg=x', AT],
  ['{"MESSAGE":"2001-01-01 01:01:01","__REALTIME_TIMESTAMP":"1744711201000000"}', AT],
  ['* Apr 15 10:00:01 s1 k3s[1]: x', IN_2000],
  ['`I0415 10:00:01.000000 2042 x.go:1] x', IN_2000],
  ['server-1  | Apr 15 10:00:01 s1 k3s[1]: time="2025-04-16T10:00:01Z"', IN_2000],
  ['{"log":"I0101 00:00:00.0 x","time":"2025-04-15T10:00:01.000Z"}', AT],
])('%j was written at %s', (line, iso) => {
  expect(new Date(roughTime(line) ?? Number.NaN).toISOString()).toBe(iso);
});

it.each([
  '',
  'a plain text',
  '10.42.0.7 - - "GET /"',
  '2025-99-99T99:99:99Z',
  'I0415 x',
  '2025/99/99 99:99:99 x',
  '2025/04/15T10:00:01 x',
  'GET /2025/04/15/10:00:01 x',
  '[1.5] x',
  '* Apr 15 10:00:01 prose',
])('nothing tells when %j was written', (line) => expect(roughTime(line)).toBeUndefined());

it('looks at the beginning of a line only', () => {
  expect(roughTime(`${'x'.repeat(2_000)} 2025-04-15T10:00:01Z`)).toBeUndefined();
});
