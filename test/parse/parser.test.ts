import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAYLOAD_FORMATS } from '../../src/parse/payloads.js';
import { parse } from './entries.js';

const folder = 'test/data/field-logs';
const expectations = readFileSync(`${folder}/expectations.jsonl`, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): { file: string; records: number } => JSON.parse(line));

describe('field logs', () => {
  it.each(expectations.map(({ file, records }) => [file, records] as const))(
    '%s has %i records',
    (file, count) => {
      const { records, tally } = parse(readFileSync(`${folder}/${file}`, 'utf8'));
      expect([records.length, tally.records, tally.unparsed]).toEqual([count, count, 0]);
    },
  );
});

it('builds a record of transport, payloads and time', () => {
  const { records, tally } = parse(
    'Jul  1 07:41:38 cp-fin-03 k0s[1042]: time="2024-07-01 07:41:38" level=info msg="E0701 07:41:38.076911     928 server.go:579] \\"Failed to get a backend\\" err=\\"No agent available\\"" component=konnectivity stream=stderr',
    { offsetMinutes: 180 },
  );
  expect(records[0]).toEqual({
    line: expect.objectContaining({ no: 1 }),
    time: { ms: Date.UTC(2024, 6, 1, 4, 41, 38), assumed: true },
    node: 'cp-fin-03',
    ident: 'k0s',
    pid: 1042,
    component: 'konnectivity',
    level: 'error',
    message: 'Failed to get a backend',
    fields: {
      component: 'konnectivity',
      stream: 'stderr',
      caller: 'server.go:579',
      err: 'No agent available',
    },
    format: 'journald-short>logrus>klog',
  });
  expect(tally).toMatchObject({ yearUnknown: false, zoneUnknown: false });
});

it('counts the copies of a repeated message', () => {
  const { records } = parse(
    'Nov 21 06:31:18 vm k3s[1234]: level=info msg="x"\nNov 21 06:31:18 vm k3s[1234]: message repeated 4 times: [ level=info msg="x"]',
  );
  expect(records.map(({ message, fields }) => [message, fields.repeated])).toEqual([
    ['x', undefined],
    ['x', 4],
  ]);
});

it('keeps the transport fields beside those of the payload', () => {
  const { records } = parse(
    '{"__REALTIME_TIMESTAMP":"1744711201000000","_HOSTNAME":"n","SYSLOG_IDENTIFIER":"systemd-journald","PRIORITY":"6","N_DROPPED":"7124","MESSAGE":"Suppressed 7124 messages from k3s.service"}',
  );
  expect(records[0]).toMatchObject({
    component: 'journald',
    fields: { N_DROPPED: expect.anything() },
  });
});

it('never throws and counts what it gives out, whatever the lines', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...PAYLOAD_FORMATS.map(({ sample }) => sample)),
    fc.constantFrom(
      'Trace[1]: x',
      '\tat',
      'goroutine 1 [running]:',
      '{"level":"info","ts":1,',
      '',
      ' >',
    ),
    fc
      .constantFrom(
        'Apr 15 10:00:01 a k3s[1]: ',
        '2025-04-15T10:00:01Z stdout F ',
        '[    5.000000] ',
      )
      .chain((head) => fc.constantFrom(...PAYLOAD_FORMATS.map(({ sample }) => head + sample))),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { records, tally } = parse(lines.join('\n'));
      expect(tally.records).toBe(records.length);
      const numbers = records.map((record) => record.line.no);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }),
    { numRuns: 400 },
  );
});
