import { describe, expect, it } from 'vitest';
import { parse } from './entries.js';

const head = 'Mar  4 09:18:24 cp-beta k3s[2042]: ';
const klog = 'I0304 09:18:24.353736 2042 trace.go:205] ';
const trace = [
  `${head}${klog}Trace[16]: "Get" url:/api (04-Mar-2021 09:18:21.555) (total time: 2798ms):`,
  `${head}Trace[16]: ---"About to write a response" 2798ms (09:18:00.353)`,
  `${head}Trace[16]: [2.798420512s] [2.798420512s] END`,
];
const messages = (lines: readonly string[]): string[] =>
  parse(lines.join('\n')).records.map(({ message }) => message);

describe('traces', () => {
  it('belong to the record that opened their id', () => {
    const { records } = parse([...trace, `${head}level=info msg="next"`].join('\n'));
    expect(records.map(({ line, message }) => [line.no, message.split('\n').length])).toEqual([
      [1, 3],
      [4, 1],
    ]);
  });

  it('go on although another process speaks in between, and the order stays', () => {
    const other = 'Mar  4 09:18:24 cp-beta etcd[7]: other';
    const [first = '', second = '', third = ''] = trace;
    const { records } = parse([first, other, second, third].join('\n'));
    expect(records.map(({ line }) => line.no)).toEqual([1, 2]);
    expect(records[0]?.message).toContain('END');
  });

  it('end at the next record of their own stream', () => {
    const [first = '', second = ''] = trace;
    const lines = [first, `${head}level=info msg="x"`, second];
    expect(messages(lines).map((message) => message.split('\n').length)).toEqual([1, 1, 1]);
  });

  it('without their beginning are one record', () => {
    expect(messages(trace.slice(1))).toHaveLength(1);
  });
});

it('puts a klog value of several stamped lines into its field', () => {
  const { records } = parse(
    [
      `${head}E0304 09:18:24.353736 2042 x.go:1] "Failed" pod="a/b" err=<`,
      `${head}        line one`,
      `${head}        line two`,
      `${head} >`,
      `${head}level=info msg="next"`,
    ].join('\n'),
  );
  expect(records).toHaveLength(2);
  expect(records[0]).toMatchObject({
    message: 'Failed',
    fields: { pod: 'a/b', err: 'line one\nline two' },
  });
});

it('keeps a panic with its goroutines together', () => {
  const lines = [
    'panic: runtime error: invalid memory address or nil pointer dereference',
    '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]',
    'goroutine 1 [running]:',
    'main.main()',
    '        /go/src/main.go:12 +0x1d',
    'created by net/http.(*Server).Serve in goroutine 40',
    'level=info msg="Starting k3s v1.31.7+k3s1"',
  ].map((text) => head + text);
  const { records } = parse(lines.join('\n'));
  expect(records.map(({ line, level }) => [line.no, level])).toEqual([
    [1, 'fatal'],
    [7, 'info'],
  ]);
});

it('joins a JSON object that was wrapped inside a token', () => {
  const zap =
    '{"level":"warn","ts":"2026-11-21T06:17:45.115Z","caller":"etcdserver/util.go:167","msg":"apply request took too long","took":"2.01s"}';
  const lines = [`${head}${zap.slice(0, 90)}`, `${head}${zap.slice(90)}`];
  expect(parse(lines.join('\n')).records).toMatchObject([
    { message: 'apply request took too long', fields: { took: '2.01s' } },
  ]);
});

it('gives a cut object and the lines behind it out as they are', () => {
  const lines = [
    '{"level":"warn","ts":"2026-11-21T06:17:45.115Z","msg":"cut',
    'plain',
    'level=info msg="x"',
  ];
  expect(messages(lines)).toEqual(['cut', 'plain', 'x']);
});

it('joins the chunks of k0s before it peels them', () => {
  const wrap = (chunk: number, text: string) =>
    `time="2025-06-11 07:59:46" level=info msg="${text.replaceAll('"', '\\"')}" chunk=${chunk} component=etcd stream=stderr`;
  const zap =
    '{"level":"warn","ts":"2025-06-11T07:59:46.115Z","msg":"slow fdatasync","took":"2.01s"}';
  const lines = [wrap(1, zap.slice(0, 50)), wrap(2, zap.slice(50))];
  expect(parse(lines.join('\n')).records).toMatchObject([
    { message: 'slow fdatasync', level: 'warning', fields: { took: '2.01s', component: 'etcd' } },
  ]);
});

it('bounds what one record can swallow', () => {
  const frames = Array.from({ length: 5_000 }, (_, index) => `\t/go/src/a.go:${index} +0x1`);
  const { records } = parse(
    ['panic: x', 'goroutine 1 [running]:', ...frames, 'level=info msg="next"'].join('\n'),
  );
  expect(records.map(({ line }) => line.no)).toEqual([1, 5_003]);
  expect(records[0]?.message.length).toBeLessThan(300_000);
});

it('does not join over process borders', () => {
  const lines = [
    'Mar  4 09:18:24 a k3s[1]: panic: x',
    'Mar  4 09:18:24 a k3s[2]: goroutine 1 [running]:',
  ];
  expect(messages(lines)).toHaveLength(2);
});

describe('an object that a terminal cut behind its prefix', () => {
  const object = '{"level":"warn","ts":"2021-01-06T09:11:48.091+0100","msg":"slow","took":"563ms"}';
  const prefix = 'Jan 06 09:11:48 s1 k3s[35]: ';

  it.each([60, 75, 90])('is one record: %i', (width) => {
    const wrapped = (prefix + object).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
    const { records } = parse([...wrapped, ...wrapped, `${prefix}next`].join('\n'));
    expect(records.map(({ message, node }) => [message, node])).toEqual([
      ['slow', 's1'],
      ['slow', 's1'],
      ['next', 's1'],
    ]);
    expect(records[0]?.fields.took).toBe('563ms');
  });

  it('leaves text alone that is not its rest', () => {
    const cut = prefix + object.slice(0, 50);
    expect(messages([cut, 'some text', `${prefix}next`]).slice(1)).toEqual(['some text', 'next']);
    const other = `${prefix}I0106 09:11:48.091000 35 x.go:1] other`;
    expect(messages([cut, other, object.slice(50)]).slice(1)).toEqual(['other', object.slice(50)]);
  });
});
