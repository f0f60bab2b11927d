import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../src/parse/envelope.js';
import { read, readData } from './reading.js';

const words = (envelope: Envelope | undefined) =>
  envelope && [envelope.node, envelope.ident, envelope.pid, envelope.message, envelope.repeated];

describe('syslog files of one run', () => {
  const iso = readData('syslog/syslog-iso.log.gz');
  const counted = (envelopes: readonly Envelope[]): number =>
    envelopes.reduce((sum, { repeated = 0 }) => sum + 1 + repeated, 0);

  it.each(['iso', 'rfc5424', 'with-pri'])('%s has 1425 entries', (form) => {
    const { envelopes, unparsed } = readData(`syslog/syslog-${form}.log.gz`);
    expect([envelopes.length, unparsed]).toEqual([1425, 0]);
    expect(counted(envelopes)).toBe(counted(iso.envelopes));
  });

  it.each(['rfc5424', 'with-pri'])('%s tells the same as the ISO form', (form) => {
    const { envelopes } = readData(`syslog/syslog-${form}.log.gz`);
    const different = envelopes.filter((envelope, at) => {
      const other = iso.envelopes[at];
      return JSON.stringify(words(envelope)) !== JSON.stringify(words(other));
    });
    expect(different.map(({ message }) => message)).toEqual([]);
  });

  it('reads the octet-counted stream', () => {
    const { envelopes, unparsed, format } = readData('syslog/wire-rfc5424-octet-counted.raw.gz');
    expect([envelopes.length, unparsed, format]).toEqual([493, 0, 'syslog-rfc5424']);
  });
});

describe('syslog lines', () => {
  it.each([
    [
      'Nov 21 06:31:18 vm k3s[1234]: message repeated 4 times: [ slow tick 7]',
      ['vm', 'k3s', 1234, 'slow tick 7', 4],
    ],
    [
      '2026-11-21T06:31:18.594747+00:00 vm etcd[24113] {"level":"warn","msg":"x: y"}',
      ['vm', 'etcd', 24113, '{"level":"warn","msg":"x: y"}', undefined],
    ],
    ['Nov 21 06:31:18 vm k3s[1]: a#011b#012c #123', ['vm', 'k3s', 1, 'a\tb\nc #123', undefined]],
    ['<30>1 2026-11-21T06:31:18Z vm k3s 12 - -  msg', ['vm', 'k3s', 12, 'msg', undefined]],
    [
      '<30>1 2026-11-21T06:31:18Z vm k3s - ID1 [a@1 b="\\]\\"x"][c] \ufeffmsg',
      ['vm', 'k3s', undefined, 'msg', undefined],
    ],
    ['<30>Nov  1 06:31:18 vm k3s: msg', ['vm', 'k3s', undefined, 'msg', undefined]],
    [
      'Sep 15 12:57:26 km01 etcd: rejected: x',
      ['km01', 'etcd', undefined, 'rejected: x', undefined],
    ],
  ])('%s', (text, expected) => {
    const { envelopes } = read(text);
    expect(words(envelopes[0])).toEqual(expected);
  });

  it('reads two frames on one line and a frame of two lines', () => {
    const frame = (message: string): string => {
      const text = `<30>1 2026-11-21T06:31:18Z vm k3s 12 - - ${message}`;
      return `${Buffer.byteLength(text)} ${text}`;
    };
    const { envelopes } = read(`${frame('öne')}${frame('two')}\n${frame('a\nb\n')}${frame('end')}`);
    expect(envelopes.map(({ message }) => message)).toEqual(['öne', 'two', 'a\nb', 'end']);
  });

  it('leaves lines of programs that begin with a stamp alone', () => {
    const lines = [
      '2025-04-15T10:00:01Z INFO dht: started',
      '2025-04-15T10:00:01.123Z\tERROR\tp2p\tfile.go:12\tmsg: x',
      '2025-04-15T10:00:01Z level=info msg="x: y"',
      '2026-11-21 06:16:55.899501 I | mvcc: finished scheduled compaction',
      '2026/11/21 06:16:52 [INFO] x: y',
      'Trace[123]: ---"About to write a response" 2798ms',
    ];
    const { envelopes } = read(lines.join('\n'));
    expect(envelopes.map(({ transport }) => transport)).toEqual(lines.map(() => 'plain'));
  });
});
