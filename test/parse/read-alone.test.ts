import { expect, it } from 'vitest';
import { createLoneReader } from '../../src/parse/read-alone.js';

const LOGRUS = 'time="2025-04-15T08:00:00Z" level=info msg=ready';

it.each([
  [`2025-04-15T08:00:00.1Z stderr F ${LOGRUS}`, 'cri'],
  [`2025-04-15T08:00:00+0000 s1 k3s[812]: ${LOGRUS}`, 'journald-short-iso'],
  [
    `{"log":"${LOGRUS.replaceAll('"', '\\"')}\\n","stream":"stderr","time":"2025-04-15T08:00:00Z"}`,
    'docker-json',
  ],
  [LOGRUS, 'plain'],
])('reads %s', (text, transport) => {
  const entry = createLoneReader('x')(text);
  expect(entry?.envelope.transport).toBe(transport);
  expect(entry?.peeled).toMatchObject({ message: 'ready', level: 'info' });
});

it.each([
  ['2025-04-15T08:00:00.1Z stderr P a part', 'a part of a line'],
  ['{"log":"a piece","stream":"stderr","time":"2025-04-15T08:00:00Z"}', 'a piece of a line'],
  ['E0415 08:00:00.353736 2042 x.go:1] "Failed" err=<', 'a value of several lines'],
  ['goroutine 1 [running]:', 'a stack'],
  ['\tsecond line', 'the rest of another'],
  ['time="2025-04-15 08:00:00" level=info msg="a" chunk=1 component=etcd', 'a chunk of k0s'],
  ['{"level":"info","ts":"2025-04-15T08:00:00Z","msg":"cut', 'an object that is cut off'],
  ['Apr 15 08:00:00 s1 k3s[1]: message repeated 3 times: [ ready]', 'several copies'],
  ['{"__CURSOR":', 'a torn entry'],
  ['* E0415 08:00:00.353736 2042 x.go:1] ready', 'a prefix that goes on'],
  ['', 'nothing'],
  ['-- Boot 0123456789abcdef0123456789abcdef --', 'a separator'],
])('leaves %s: %s', (text) => {
  expect(createLoneReader('x')(text)).toBeUndefined();
});

it('reads each line as if nothing stood before it', () => {
  const read = createLoneReader('x');
  const line = `2025-04-15T08:00:00.1Z stderr F ${LOGRUS}`;
  const alone = read(line);
  read('2025-04-15T08:00:00.1Z stderr P a part');
  read('E0415 08:00:00.353736 2042 x.go:1] "Failed" err=<');
  expect(read(line)).toEqual(alone);
});
