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
