import { describe, expect, it } from 'vitest';
import { parse, timesOf } from '../entries.js';

const KLOG = 'E0415 10:00:01.000001       7 server.go:579] "hello there"';
const ZAP =
  '{"level":"warn","ts":"2025-04-15T10:00:01.000Z","caller":"x.go:1","msg":"hello there"}';
const LOGRUS = 'time="2025-04-15T10:00:01Z" level=info msg="hello there"';
const CAPNSLOG = '2025-04-15 10:00:01.000001 W | wal: hello there';
const SHORT = `Apr 15 10:00:01 s1 k3s[7]: ${LOGRUS}`;
const HEADS = [KLOG, ZAP, LOGRUS, CAPNSLOG];
const messages = (...lines: readonly string[]): string[] =>
  parse(lines.join('\n')).records.map(({ message }) => message);

describe.each([
  '* ',
  '- ',
  '> ',
  '> > ',
  '    ',
  '`',
  '> * ',
  'server-1  | ',
  'k3s_1 | ',
  '[csi-resizer-5cb8df7db9-9hhk2] ',
  'cp-1: ',
  '10.0.0.11: ',
  'kube-vip-x7 kube-vip ',
  'kube-system etcd-cp1 etcd ',
])('behind %j', (prefix) => {
  it.each(HEADS)('a line is read: %s', (head) => {
    const { records } = parse(`${prefix}${head}\n${prefix}${head}\n`);
    expect(records.map(({ message }) => message)).toEqual(['hello there', 'hello there']);
    expect(timesOf(records).every((time) => time.includes('04-15T10:00:01'))).toBe(true);
  });

  it('a line of a journal keeps its node and its program', () => {
    const [record] = parse(`${prefix}${SHORT}\n${prefix}${SHORT}`).records;
    expect([record?.node, record?.ident, record?.pod]).toEqual(['s1', 'k3s', undefined]);
    expect(record?.message).toBe('hello there');
  });

  it('the further lines of a trace stay with its first', () => {
    const lines = [
      'I0304 09:18:24.353736 2042 trace.go:205] Trace[16]: "Get" url:/api (total time: 2798ms):',
      'Trace[16]: ---"About to write a response" 2798ms (09:18:00.353)',
      'Trace[16]: [2.798420512s] [2.798420512s] END',
    ];
    const [, , first, ...more] = messages(...[KLOG, KLOG, ...lines].map((line) => prefix + line));
    expect(first?.split('\n')).toHaveLength(3);
    expect(more).toEqual([]);
  });
});

it.each([
  ['kube-vip-x7 kube-vip ', { name: 'kube-vip-x7', container: 'kube-vip' }],
  ['ns etcd-cp1 etcd ', { namespace: 'ns', name: 'etcd-cp1', container: 'etcd' }],
  ['[etcd-cp1] ', { name: 'etcd-cp1' }],
  ['server-1  | ', undefined],
  ['cp-1: ', undefined],
])('keeps the pod that %j names, and guesses no node', (prefix, pod) => {
  const [record] = parse(prefix + ZAP).records;
  expect([record?.pod, record?.node]).toEqual([pod, undefined]);
});

it('reads the stamps that stern prints', () => {
  const { records } = parse(`etcd-cp1 etcd 2025-04-15T10:00:02.123456789Z plain text`);
  expect(timesOf(records)).toEqual(['2025-04-15T10:00:02.123Z']);
  expect(records[0]?.pod).toEqual({ name: 'etcd-cp1', container: 'etcd' });
});

it.each([
  '* the server restarts every day',
  '- name: I0415',
  '  - time: 2025-04-15',
  `error: ${KLOG}`,
  `Message: ${LOGRUS}`,
  `we saw ${ZAP}`,
  `[etcd] ${ZAP}`,
  `| ${KLOG} |`,
  '        /workspace/main.go:143 +0x19d',
  'name-1 | 12 | up',
  'web-1  | 200 GET /',
])('leaves %s as it stands', (line) => {
  expect(messages(line)).toEqual([line]);
});

it('leaves a line of a log in a value of another', () => {
  const [message, ...more] = messages(
    'E0415 10:00:01.000001       7 x.go:5] "Failed" err=<',
    `    ${KLOG}`,
    '    second',
    ' >',
    KLOG,
  );
  expect([message, ...more]).toEqual(['Failed', 'hello there']);
  const head = 'E0415 10:00:01.000001       7 x.go:5] "Failed" err=<';
  const { records } = parse([head, `  ${KLOG}`, `  ${KLOG}`, ' >'].join('\n'));
  expect(records[0]?.fields.err).toBe(`${KLOG}\n${KLOG}`);
});

it('leaves an indented line that stands alone: another entry quotes it', () => {
  const quoted = `    ${SHORT}`;
  expect(messages('a fact', quoted, 'another')).toEqual(['a fact', quoted, 'another']);
  expect(messages(`    ${KLOG}`)).toEqual([`    ${KLOG}`]);
  expect(messages('a fact', `    ${KLOG}`, '', `    ${KLOG}`)).toEqual([
    'a fact',
    'hello there',
    'hello there',
  ]);
});

it('leaves what a program quotes behind a transport', () => {
  const quoted = `Apr 15 10:00:01 s1 shipper[7]: > ${LOGRUS}`;
  const cri = `2025-04-15T10:00:01.123456789Z stderr F * ${KLOG}`;
  expect(messages(quoted, cri)).toEqual([`> ${LOGRUS}`, `* ${KLOG}`]);
});

it('takes a known prefix off plain lines only as long as it goes on', () => {
  expect(messages(`* ${KLOG}`, '* panic: x', 'text', '* prose')).toEqual([
    'hello there',
    'panic: x',
    'text',
    '* prose',
  ]);
});
