import { describe, expect, it } from 'vitest';
import { beginsWithStamp } from '../../src/ingest/stamp-start.js';
import { PAYLOAD_FORMATS } from '../../src/parse/payloads.js';
import { FORMATS } from '../../src/parse/transports.js';
import { parse } from '../parse/entries.js';

const begins = (text: string): boolean => {
  const bytes = Buffer.from(`before\n${text}\nafter\n`);
  return beginsWithStamp(bytes, 7, 7 + Buffer.byteLength(text));
};

it.each([
  '2025-04-15T10:00:01+0000 s1 k3s[1]: x',
  '2025-04-15 10:00:01.123456 W | etcdserver: x',
  '2025/04/15 10:00:01 x',
  '1744711201.123456 s1 k3s[1]: x',
  'Apr 15 10:00:01 s1 k3s[1]: x',
  'Apr  5 10:00:01 s1 k3s[1]: x',
  'Tue 2025-04-15 10:00:01 UTC s1 k3s[1]: x',
  'Sat Nov 21 06:36:39 2026: x',
  'I0415 10:00:01.353736 2042 x.go:1] x',
  'time="2025-04-15T10:00:01Z" level=info msg=x',
  '{"level":"info","ts":"2025-04-15T10:00:01.118204Z","msg":"x"}',
  '{"MESSAGE":"x","__REALTIME_TIMESTAMP":"1744711201000000"}',
  '{"log":"x\\n","stream":"stderr","time":"2025-04-15T10:00:01Z"}',
  '[    5.210345] s1 k3s[1]: x',
  '[pod/a/b] 2025-04-15T10:00:01.123456789Z x',
  '<30>1 2026-11-21T06:31:18.594747+00:00 s1 k3s 1 - - x',
  '<30>Nov 21 06:40:47 s1 k3s[1]: x',
])('knows the stamp of %j', (text) => expect(begins(text)).toBe(true));

it.each([
  '',
  '10.42.0.7 - - "GET /healthz HTTP/2.0" 200',
  '192.168.100.12:41234 closed',
  '[WARN] 2026-11-21 06:24:10.287897 W | etcdserver: x',
  '[ERROR] plugin/errors: 2 x',
  '[pod/a/b] gracefully shutdown',
  '[10.0.0.1] x',
  '{"level":"info","msg":"x"}',
  '<none> x',
  'The cat sat',
  'Not found',
  'test=1 x',
  'a1 x',
  'goroutine 1 [running]:',
])('knows that %j has none', (text) => expect(begins(text)).toBe(false));

describe('never takes a line without a time for one that has', () => {
  const samples = [...FORMATS, ...PAYLOAD_FORMATS].flatMap(({ sample }) => sample.split('\n'));
  it.each(samples)('%s', (sample) => {
    const [record] = parse(sample).records;
    if (record && record.time === undefined && !/^\[? *\d+\.\d{6}/.test(sample)) {
      expect(begins(sample)).toBe(false);
    }
  });
});
