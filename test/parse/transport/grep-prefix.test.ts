import { expect, it } from 'vitest';
import type { LogRecord } from '../../../src/model/record.js';
import { createParser } from '../../../src/parse/parser.js';

function records(...lines: readonly string[]): readonly LogRecord[] {
  const out: LogRecord[] = [];
  const parser = createParser({ source: 'x', hint: {} }, (record) => out.push(record));
  for (const [i, text] of lines.entries()) parser.push({ source: 'x', no: i + 1, text, cr: false });
  parser.end();
  return out;
}

const LOGRUS = 'time="2025-04-15T10:00:01Z" level=debug msg="hello there"';
const SHORT = `Apr 15 10:00:01 s1 k3s[7]: ${LOGRUS}`;
const KLOG = 'E0415 10:00:01.000001       7 server.go:579] "hello there"';

it.each([
  `k3s.log:12:${SHORT}`,
  `k3s.log:${SHORT}`,
  `12:${SHORT}`,
  `./logs/server-1/k3s.log.1:7:${LOGRUS}`,
  `a/b:${KLOG}`,
  `3:{"level":"warn","ts":"2025-04-15T10:00:01Z","msg":"hello there"}`,
])('reads what grep found: %s', (line) => {
  expect(records(line, line).map(({ message }) => message)).toEqual(['hello there', 'hello there']);
});

it.each(['12:34:56 text', 'server.example.com: text', 'http://example.com:80/path', 'a.b:c'])(
  'leaves other colons alone: %s',
  (line) => expect(records(line)[0]?.message).toContain(line.split(': ').at(-1)),
);

const UID = '37efe34e-06db-ce2a-4096-d1daccd3ca36';
const POD_FILE = `./w-1/pods/spegel_spegel-8d9rx_${UID}/registry/0.log`;
const CRI = `2025-04-15T10:00:01.123456789Z stderr F ${LOGRUS}`;
const SPEGEL = { namespace: 'spegel', name: 'spegel-8d9rx', container: 'registry' };

it.each<[string, unknown]>([
  [`${POD_FILE}:${CRI}`, { ...SPEGEL, uid: UID }],
  [`${POD_FILE}.20250415-100000:7:${CRI}`, { ...SPEGEL, uid: UID }],
  [`var/log/containers/spegel-8d9rx_spegel_registry-${'0f'.repeat(32)}.log:${KLOG}`, SPEGEL],
  [`logs/spegel-8d9rx.log:${CRI}`, undefined],
  // What a journal holds is told by the journal.
  [`${POD_FILE}:${SHORT}`, undefined],
])('takes the pod from the path of a log: %s', (line, pod) => {
  expect(records(line)).toMatchObject([{ message: 'hello there' }]);
  expect(records(line)[0]?.pod).toEqual(pod);
});

it('tells the pods of one output apart, and forgets them where no path stands', () => {
  const other = POD_FILE.replace('8d9rx', 'lp7pg');
  const found = records(
    `${POD_FILE}:${CRI}`,
    `${other}:${CRI}`,
    `3:${LOGRUS}`,
    `${POD_FILE}:${CRI}`,
  );
  expect(found.map(({ pod }) => pod?.name)).toEqual([
    'spegel-8d9rx',
    'spegel-lp7pg',
    undefined,
    'spegel-8d9rx',
  ]);
});
