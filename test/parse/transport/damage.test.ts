import { describe, expect, it } from 'vitest';
import { linesOf, read, readLines } from './reading.js';

const messages = (text: string): readonly string[] =>
  read(text).envelopes.map(({ message }) => message);

const JSON_LINE =
  '{"_HOSTNAME":"s1","__REALTIME_TIMESTAMP":"1767225510210345","_PID":"7","MESSAGE":"a \\"b\\" c","SYSLOG_IDENTIFIER":"k3s"}';

describe('broken JSON', () => {
  it('salvages time and message of an object that breaks off', () => {
    const cut = JSON_LINE.slice(0, JSON_LINE.indexOf(' c"'));
    const { envelopes, unparsed } = read(cut);
    expect(envelopes).toMatchObject([{ message: 'a "b"', node: 's1', pid: 7 }]);
    expect(unparsed).toBe(0);
  });

  it('counts an object without its message as unparsed', () => {
    const { envelopes, unparsed } = read(JSON_LINE.slice(0, 60));
    expect([envelopes.length, unparsed]).toEqual([0, 1]);
  });

  it('salvages an object whose beginning is cut off', () => {
    expect(messages(JSON_LINE.slice(20))).toEqual(['a "b" c']);
  });

  it('salvages a clipped line', () => {
    const clip = { bytes: 9_999_999, sha256: '' };
    const clipped = linesOf(Buffer.from(JSON_LINE.replace(' c"', '\\u00"'))).map((line) => ({
      ...line,
      clip,
    }));
    expect(readLines(clipped).envelopes).toMatchObject([{ message: 'a "b"', node: 's1' }]);
  });

  it.each([
    ['null', ''],
    ['[104,105,255]', 'hi\u{10ffff}'],
    ['["first","last"]', 'last'],
    ['[[104],[105]]', 'i'],
    ['42', '42'],
  ])('reads MESSAGE %s', (value, message) => {
    expect(messages(`{"MESSAGE":${value},"__REALTIME_TIMESTAMP":"1"}`)).toEqual([message]);
  });

  it('leaves the JSON of programs alone', () => {
    const { envelopes, unparsed } = read(
      '{"level":"warn","MSG":"x"\n{"Level":1}\n{\n  "a": 1\n}\n',
    );
    expect(envelopes.map(({ transport }) => transport)).toEqual(Array(5).fill('plain'));
    expect(unparsed).toBe(0);
  });

  it('gives out a json-pretty entry that breaks off', () => {
    const text = '{\n\t"__REALTIME_TIMESTAMP" : "1",\n\t"MESSAGE" : "x",\n\t"_PI';
    expect(messages(text)).toEqual(['x']);
  });
});

function exportEntry(message: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(message.length));
  const head = '__CURSOR=s=1\n__REALTIME_TIMESTAMP=1767225510210345\n_PID=7\nMESSAGE\n';
  return Buffer.concat([Buffer.from(head), length, message, Buffer.from('\n_HOSTNAME=s1\n\n')]);
}

describe('export', () => {
  it.each([
    ['\n'.repeat(9)],
    ['x'.repeat(10)],
    ['x'.repeat(13)],
    ['x'.repeat(0x0a0d)],
    ['x'.repeat(0x0d0a)],
    ['a\r\nb\n\n__CURSOR=s=2\nMESSAGE=no\n\n'],
    ['\u0000 ü \u2028'],
    [''],
  ])('reads a binary field by its length (%#)', (text) => {
    const bytes = Buffer.concat([exportEntry(Buffer.from(text)), exportEntry(Buffer.from('y\n'))]);
    const { envelopes, unparsed } = readLines(linesOf(bytes));
    expect(envelopes.map(({ message, node }) => [message, node])).toEqual([
      [text, 's1'],
      ['y\n', 's1'],
    ]);
    expect(unparsed).toBe(0);
  });

  it('counts the lines of an entry whose beginning is cut off', () => {
    const { envelopes, unparsed } = read('_PID=7\n_HOSTNAME=s1\n\n__CURSOR=s=1\nMESSAGE=x\n');
    expect([envelopes.map(({ message }) => message), unparsed]).toEqual([['x'], 2]);
  });

  it('gives out an entry that breaks off', () => {
    expect(messages('__CURSOR=s=1\n__REALTIME_TIMESTAMP=1\nMESSAGE=x')).toEqual(['x']);
  });
});

describe('captures', () => {
  it.each([
    ['^CApr 15 10:00:01 s1 k3s[1]: x', ['x']],
    ['\ufeffApr 15 10:00:01 s1 k3s[1]: x', ['x']],
    ['\x1b[0;1;31mApr 15 10:00:01 s1 k3s[1]: x\x1b[0m\r\n', ['x']],
    ['Apr 15 10:00:01 s1 a[1]: \x1b]8;;man:x(5)\x07link\x1b]8;;\x07 y', ['link y']],
    ['│ Apr 15 10:00:01 s1 k3s[1]: x      │', ['x']],
    ['│ {"level":"info"}            │', ['{"level":"info"}']],
    [
      '2/22/2017 8:27:20 PM2017-02-22 19:27:20.670257 W | x: y',
      ['2017-02-22 19:27:20.670257 W | x: y'],
    ],
    ['k3s[12]: x', ['x']],
    ['Apr 15 10:00:01 s1 k3s[1]: time="2025-04-15T10:00:0>', ['time="2025-04-15T10:00:0>']],
    ['Apr 15 10:00:01 s1 k3s[1]:', ['']],
  ])('%j', (text, expected) => expect(messages(text)).toEqual(expected));

  it('passes over separators, banners and the catalogue', () => {
    const text = [
      '-- Logs begin at Tue 2025-04-15 10:00:01 UTC, end at Tue 2025-04-15 11:00:01 UTC. --',
      '-- Journal begins at Tue 2025-04-15 10:00:01 UTC; ends at Tue 2025-04-15 11:00:01 UTC. --',
      'Apr 15 10:00:01 s1 systemd[1]: Starting k3s',
      '-- Subject: Unit k3s.service has begun start-up',
      '-- Defined-By: systemd',
      '-- ',
      '--',
      '-- Unit k3s.service has begun starting up.',
      '-- Reboot --',
      '-- Boot 0123456789abcdef0123456789abcdef --',
      'Apr 15 10:00:02 s1 k3s[2]: -- Reboot --',
      '░░ Subject: x',
      'lines 1-23/40 (END)',
      '-- cursor: s=1;i=2',
    ].join('\n');
    expect(messages(text)).toEqual(['Starting k3s', '-- Reboot --']);
  });

  it('keeps other comments as text', () => {
    expect(messages('-- an SQL comment')).toEqual(['-- an SQL comment']);
  });

  it('takes the indent, not the look of a line, for a continuation', () => {
    const text = [
      'Apr 15 10:00:01 s1 k3s[1]: one',
      `${' '.repeat(27)}Apr 15 10:00:02 s1 k3s[1]: two`,
      '',
      `${' '.repeat(27)}  three`,
      '   four',
    ].join('\n');
    expect(messages(text)).toEqual(['one\nApr 15 10:00:02 s1 k3s[1]: two\n\n  three', '   four']);
  });

  it('counts the indent in bytes where the month is not ASCII', () => {
    const text = `4月 15 10:00:01 s1 k3s[1]: one\n${' '.repeat(28)}two\n${' '.repeat(26)}three`;
    expect(messages(text)).toEqual(['one\ntwo\nthree']);
  });

  it('learns where hosts stand', () => {
    const text = [
      'Apr 15 10:00:01 systemd[1]: x',
      'Apr 15 10:00:02 my app[12]: x',
      ...Array<string>(3).fill('Apr 15 10:00:03 host9 k3s[12]: x'),
      'Apr 15 10:00:04 host9 my app[12]: x',
    ].join('\n');
    const names = read(text).envelopes.map(({ node, ident }) => [node, ident]);
    expect(names).toEqual([
      [undefined, 'systemd'],
      [undefined, 'my app'],
      [undefined, 'host9 k3s'],
      ['host9', 'k3s'],
      ['host9', 'k3s'],
      ['host9', 'my app'],
    ]);
  });

  it('follows a source that changes its format', () => {
    const text = [
      'Apr 15 10:00:01 s1 k3s[1]: a',
      JSON_LINE,
      '2025-04-15T10:00:01+00:00 s1 k3s[1]: b',
      '2025-04-15T10:00:01.5Z stderr F c',
      'd',
      '[    5.000000] s1 k3s[1]: e',
      '[    5.000000] EXT4-fs (sda1): f',
    ].join('\n');
    expect(messages(text)).toEqual(['a', 'a "b" c', 'b', 'c', 'd', 'e', 'EXT4-fs (sda1): f']);
  });
});
