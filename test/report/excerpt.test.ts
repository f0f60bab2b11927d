import { expect, it } from 'vitest';
import { excerpt } from '../../src/report/excerpt.js';

it.each([
  ['a journal record', '{"_PID":"1","MESSAGE":"etcd is slow"}', 'etcd is slow'],
  [
    'logrus inside the journal',
    '{"MESSAGE":"time=\\"x\\" level=debug msg=\\"Serving\\""}',
    '… msg="Serving"',
  ],
  [
    'docker json',
    '{"log":"E0203 14:40:32 server.go:1] broken\\n","stream":"stderr"}',
    'E0203 14:40:32 server.go:1] broken',
  ],
  [
    'zap',
    '{"level":"warn","msg":"apply took too long","took":"4s"}',
    '… "msg":"apply took too long","took":"4s"}',
  ],
  ['syslog', 'Apr 15 08:12:03 server1 k3s[812]: Stopped', '… Stopped'],
  ['plain text', 'nothing special [1]: here', '… here'],
  ['JSON cut short', '{"MESSAGE":"etcd', '{"MESSAGE":"etcd'],
  ['a message of bytes', '{"MESSAGE":[104,105]}', '{"MESSAGE":[104,105]}'],
  ['nothing', '', ''],
])('shows of %s the telling part', (_name, text, part) => {
  expect(excerpt(text)).toBe(part);
});
