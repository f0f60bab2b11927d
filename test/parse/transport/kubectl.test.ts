import { describe, expect, it } from 'vitest';
import { parse, timesOf } from '../entries.js';

const ZAP =
  '{"level":"warn","ts":"2026-03-10T04:00:05.570665Z","caller":"wal/wal.go:805","msg":"slow fdatasync","took":"2.2s","expected-duration":"1s"}';
const KLOG =
  'I0310 04:00:05.504119    1123 server.go:417] "Kubelet version" kubeletVersion="v1.31.7+k3s1"';
const LOGRUS = 'time="2026-03-10T04:00:05Z" level=info msg="Starting k3s v1.31.7+k3s1 (e5668863)"';
const DIGITS = ['', '.1', '.123', '.12345', '.123456', '.1234567', '.12345678', '.123456789'];

describe('a stamp with fewer than nine digits', () => {
  it.each(DIGITS)('%s is taken off a known payload', (digits) => {
    const { records } = parse(
      [ZAP, KLOG, LOGRUS].map((one) => `2026-03-10T04:00:05${digits}Z ${one}`).join('\n'),
    );
    expect(records.map(({ format }) => format.split('>')[0])).toEqual(
      records.map(() => 'kubectl-logs'),
    );
    expect(records.map(({ message }) => message)).toEqual([
      'slow fdatasync',
      'Kubelet version',
      'Starting k3s v1.31.7+k3s1 (e5668863)',
    ]);
  });

  it('is taken behind the name of a pod whatever follows', () => {
    const { records } = parse(
      '[pod/spegel-x/registry] 2026-03-10T04:00:05.12Z gracefully shutdown',
    );
    expect(records[0]?.message).toBe('gracefully shutdown');
    expect(timesOf(records)).toEqual(['2026-03-10T04:00:05.120Z']);
  });

  it('belongs to host and tag where they follow', () => {
    const { records } = parse(`2026-03-10T04:00:05.123456+00:00 server1 k3s[12]: ${LOGRUS}`);
    expect(records[0]).toMatchObject({ node: 'server1', ident: 'k3s' });
  });
});

it('reads a line whose quotes are entities of a web page', () => {
  const line = `2026-03-10T04:00:05+0000 n1 k3s[1]: ${LOGRUS.replaceAll('"', '&quot;')}`;
  expect(parse(line).records[0]).toMatchObject({
    message: 'Starting k3s v1.31.7+k3s1 (e5668863)',
    level: 'info',
  });
  const quoted = `2026-03-10T04:00:05+0000 n1 k3s[1]: time="2026-03-10T04:00:05Z" level=info msg="a &quot;b&quot;"`;
  expect(parse(quoted).records[0]?.message).toBe('a &quot;b&quot;');
});
