import { describe, expect, it } from 'vitest';
import { podOfPath } from '../../../src/parse/transport/pod-path.js';
import { read, readData } from './reading.js';

const POD = 'cri/pods/default_logtest_7b4f2e1f-4766-461a-9aef-cd43d12ac16e';

describe('cri', () => {
  it.each([
    ['shapes/0.log', 21],
    ['mix/0.log', 402],
    ['tty/0.log', 3],
    ['crash/0.log', 2],
    ['crash/1.log', 2],
    ['loop/0.log.20261121-063000', 15],
    ['loop/0.log.20261121-063000.gz', 15],
    ['loop/0.log', 15],
  ])('%s has %i entries', (file, count) => {
    const { envelopes, unparsed, format } = readData(`${POD}/${file}`);
    expect([envelopes.length, unparsed, format]).toEqual([count, 0, 'cri']);
  });

  it('keeps the parts of stdout and stderr apart', () => {
    const { envelopes } = readData(`${POD}/mix/0.log`);
    const long = envelopes.filter(({ message }) => message.length > 16384);
    expect(long.map(({ message }) => message.replace(/(.)\1+/g, '$1'))).toEqual(
      long
        .map(({ stream }) => (stream === 'stderr' ? 'f' : 'e'))
        .map((letter) => expect.stringContaining(letter)),
    );
    expect(long.every(({ message }) => !/ef|fe/.test(message.slice(0, 39_000)))).toBe(true);
  });

  it('names the pod of the path', () => {
    expect(readData(`${POD}/crash/0.log`).envelopes[0]?.pod).toEqual({
      namespace: 'default',
      name: 'logtest',
      uid: '7b4f2e1f-4766-461a-9aef-cd43d12ac16e',
      container: 'crash',
    });
  });

  it('joins parts, cites the first, gives out one that never ends', () => {
    const { envelopes } = read(
      [
        '2026-11-21T06:29:25.1Z stdout P aa',
        '2026-11-21T06:29:25.2Z stderr F:x err',
        '2026-11-21T06:29:25.3Z stdout F bb',
        '2026-11-21T06:29:25.4Z stdout P cc',
      ].join('\n'),
    );
    expect(envelopes.map(({ line, message }) => [line.no, message])).toEqual([
      [2, 'err'],
      [1, 'aabb'],
      [4, 'cc'],
    ]);
  });
});

describe('podOfPath', () => {
  it.each([
    ['/var/log/pods/kube-system_etcd-cp1_0a1b/etcd/3.log', 'kube-system etcd-cp1 0a1b etcd'],
    ['b.tgz/pods/ns_p-1_u/c/0.log.20250415-100000.gz', 'ns p-1 u c'],
    [`containers/spegel-x7_spegel_registry-${'0a'.repeat(32)}.log`, 'spegel spegel-x7  registry'],
    ['/var/log/syslog', undefined],
    ['pods', undefined],
  ])('%s', (path, words) => {
    const pod = podOfPath(path);
    const text = pod && [pod.namespace, pod.name, pod.uid ?? '', pod.container].join(' ');
    expect(text).toBe(words);
  });
});

describe('docker json-file', () => {
  it('joins what has no newline at its end, and reads a line that breaks off', () => {
    const { envelopes, unparsed } = read(
      [
        '{"log":"a","stream":"stderr","time":"2021-01-17T01:56:57.660613Z"}',
        '{"log":"b\\n","stream":"stderr","attrs":{"k":"v"},"time":"2021-01-17T01:56:58Z"}',
        '{"log":"torn of',
      ].join('\n'),
    );
    expect(envelopes.map(({ message }) => message)).toEqual(['ab', 'torn of']);
    expect(unparsed).toBe(0);
  });

  const piece = (log: string, more = ''): string =>
    `{"log":${JSON.stringify(log)},"stream":"stderr","time":"2021-01-17T01:56:57Z"${more}}`;
  const messagesOf = (...lines: readonly string[]): string[] =>
    read(lines.join('\n')).envelopes.map(({ message }) => message);
  const KLOG = 'I0117 01:56:57.660613       1 server.go:9] ready';
  const ZAP = '{"level":"warn","ts":"2021-01-17T01:56:57.031Z","msg":"slow"}';

  it.each([KLOG, ZAP, '2021-01-17 01:56:57.660613 W | wal: slow', 'time="2021-01-17T01:56:57Z"'])(
    'ends a text without newline where the next begins like an entry: %s',
    (head) => {
      expect(messagesOf(piece(head), piece(head), piece(`${head}\n`))).toEqual([head, head, head]);
    },
  );

  it('leaves lines apart where none ends in a newline', () => {
    expect(messagesOf(piece('a'), piece('b'), piece(KLOG), piece('c'))).toEqual([
      'a',
      'b',
      KLOG,
      'c',
    ]);
  });

  it('gives out lines that never end long before the source does', () => {
    const lines = Array.from({ length: 100 }, (_, no) => `line ${no}`);
    expect(messagesOf(...lines.map((line) => piece(line)))).toEqual(lines);
  });

  it('joins full parts, whatever their ends look like', () => {
    const full = 'x'.repeat(16_384);
    expect(messagesOf(piece(full), piece(`${KLOG}\n`))).toEqual([full + KLOG]);
    expect(messagesOf(piece(full), piece('rest'), piece(KLOG))).toEqual([`${full}rest`, KLOG]);
  });

  it('believes the marks of Fluent Bit', () => {
    const F = ',"_p":"F"';
    expect(messagesOf(piece('a', F), piece('b', F))).toEqual(['a', 'b']);
    expect(messagesOf(piece('a', ',"_p":"P"'), piece(KLOG, F))).toEqual([`a${KLOG}`]);
  });
});

describe('kubectl logs', () => {
  it('reads prefix and stamp, together and alone', () => {
    const { envelopes } = read(
      [
        'Defaulted container "registry" out of: registry, configuration (init)',
        '[pod/spegel-x/registry] 2025-04-15T10:00:01.123456789Z one',
        '[pod/spegel-y/registry] two',
        '2025-04-15T10:00:02.000000000+08:00 three: 3',
        '2025-04-15T10:00:02.000000000+08:00 stdout F four',
      ].join('\n'),
    );
    const seen = envelopes.map(({ transport, pod, stamp, message }) => [
      transport,
      pod?.name,
      stamp?.kind,
      message,
    ]);
    expect(seen).toEqual([
      ['kubectl-logs', 'spegel-x', 'absolute', 'one'],
      ['kubectl-logs', 'spegel-y', undefined, 'two'],
      ['kubectl-logs', undefined, 'absolute', 'three: 3'],
      ['cri', undefined, 'absolute', 'four'],
    ]);
  });
});
