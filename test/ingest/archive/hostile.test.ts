import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contents, readBytes } from './reading.js';
import { pax, signHeader, tar, tarEnd, tarEntry, zip } from './writers.js';

let dir = '';
const oldTemp = process.env.TMPDIR;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'hostile-'));
  process.env.TMPDIR = dir;
});
afterAll(() => {
  if (oldTemp === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = oldTemp;
  const left = readdirSync(dir);
  rmSync(dir, { recursive: true });
  expect(left).toEqual([]);
});

const good = { name: 'good.log', data: 'good\n' };
const goodLines = { 'stdin/good.log': ['good'] };
const damaged = (bytes: Buffer, at: number, ...values: number[]): Buffer => {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
};
const baseHeader = (size: Buffer): Buffer => {
  const entry = tarEntry({ name: 'huge.log' });
  size.copy(entry, 124);
  signHeader(entry);
  return entry;
};
const hole = (depth: number): Buffer =>
  depth === 0 ? Buffer.from('deep\n') : tar({ name: 'd', data: hole(depth - 1) });
const dense = tar({ name: 'zeros', data: Buffer.alloc(5_000_000) }, good);

/** Name, bytes, what the sources give. */
const TARS: readonly (readonly [string, Buffer, Contents])[] = [
  [
    'a name that climbs out',
    tar({ name: '../../etc/cron.d/x', data: 'x\n' }, good),
    { 'stdin/../../etc/cron.d/x': ['<entry-unsafe-path: parent>'], ...goodLines },
  ],
  [
    'a name that climbs out in its middle',
    tar({ name: 'a/../../x', data: 'x\n' }, good),
    { 'stdin/a/../../x': ['<entry-unsafe-path: parent>'], ...goodLines },
  ],
  [
    'an absolute name',
    tar({ name: '/etc/passwd', data: 'x\n' }, good),
    { 'stdin/etc/passwd': ['<entry-unsafe-path: absolute>'], ...goodLines },
  ],
  [
    'a name with a drive',
    tar({ name: 'C:\\Windows\\x', data: 'x\n' }, good),
    { 'stdin/C:\\Windows\\x': ['<entry-unsafe-path: drive>'], ...goodLines },
  ],
  [
    'a name that climbs out by backslashes',
    tar({ name: '..\\..\\x', data: 'x\n' }, good),
    { 'stdin/..\\..\\x': ['<entry-unsafe-path: parent>'], ...goodLines },
  ],
  [
    'backslashes and colons that mean nothing',
    tar({ name: './a//dev\\x2did:2379.txt', data: 'x\n' }),
    { 'stdin/a/dev\\x2did:2379.txt': ['x'] },
  ],
  [
    'a name of thousands of bytes',
    tar({ name: 'h', type: 'x', data: pax({ path: 'n'.repeat(5000) }) }, good, {
      name: 'last.log',
      data: 'last\n',
    }),
    { [`stdin/${'n'.repeat(64)}…`]: ['<entry-unsafe-path: too long>'], 'stdin/last.log': ['last'] },
  ],
  [
    'links outside, to nothing and in a circle',
    tar(
      { name: 'out', type: '2', link: '../../../etc/passwd' },
      { name: 'abs', type: '2', link: '/etc/passwd' },
      { name: 'hard', type: '1', link: '/etc/passwd' },
      { name: 'gone', type: '2', link: 'nowhere' },
      { name: 'a', type: '2', link: 'b' },
      { name: 'b', type: '2', link: 'a' },
      good,
    ),
    {
      ...goodLines,
      'stdin/out': ['<entry-link: ../../../etc/passwd>'],
      'stdin/abs': ['<entry-link: /etc/passwd>'],
      'stdin/hard': ['<entry-link: /etc/passwd>'],
      'stdin/gone': ['<entry-link: nowhere>'],
      'stdin/a': ['<entry-link: b>'],
      'stdin/b': ['<entry-link: a>'],
    },
  ],
  [
    'links to members, also before them, through folders and other links',
    tar(
      { name: 'x/early', type: '2', link: '../good.log' },
      good,
      { name: 'hard', type: '1', link: './good.log' },
      { name: 'x/y/z.log', data: 'z\n' },
      { name: 'folder', type: '2', link: 'x/y' },
      { name: 'chain', type: '2', link: 'folder/z.log' },
    ),
    { ...goodLines, 'stdin/x/y/z.log': ['z'], stdin: ['<links-inside: 4>'] },
  ],
  [
    'a file below a link that leads out',
    tar({ name: 'd', type: '2', link: '/etc' }, { name: 'd/passwd', data: 'mine\n' }),
    { 'stdin/d/passwd': ['mine'], 'stdin/d': ['<entry-link: /etc>'] },
  ],
  [
    'devices and pipes',
    tar({ name: 'sda', type: '4' }, { name: 'tty', type: '3' }, { name: 'p', type: '6' }, good),
    {
      'stdin/sda': ['<entry-device: device>'],
      'stdin/tty': ['<entry-device: device>'],
      'stdin/p': ['<entry-device: pipe>'],
      ...goodLines,
    },
  ],
  [
    'one name three times',
    tar(good, { name: './good.log', data: 'two\n' }, { name: 'good.log', data: 'three\n' }),
    {
      ...goodLines,
      'stdin/good.log#2': ['two'],
      'stdin/good.log#3': ['three'],
      stdin: ['<duplicate-name>'],
    },
  ],
  [
    'a member cut in its middle',
    tar({ name: 'a.log', data: `${'line\n'.repeat(400)}` }).subarray(0, 1024),
    {
      'stdin/a.log': [...Array(102).fill('line'), 'li', '<archive-truncated: tar>'],
      stdin: ['<archive-truncated: tar>'],
    },
  ],
  [
    'an end without an end mark',
    tarEntry(good),
    { ...goodLines, stdin: ['<archive-truncated: tar>'] },
  ],
  [
    'a header whose checksum is wrong',
    damaged(
      tar(good, { name: 'bad.log', data: 'bad\n' }, { name: 'c.log', data: 'c\n' }),
      1030,
      88,
    ),
    { ...goodLines, 'stdin/c.log': ['c'], stdin: ['<archive-corrupt: tar>'] },
  ],
  [
    'a size beyond all numbers',
    Buffer.concat([
      tarEntry(good),
      baseHeader(Buffer.from('80ffffffffffffffffffffff', 'hex')),
      tar({ name: 'c.log', data: 'c\n' }),
    ]),
    { ...goodLines, 'stdin/c.log': ['c'], stdin: ['<archive-corrupt: tar>'] },
  ],
  [
    'a size of petabytes',
    Buffer.concat([tarEntry(good), baseHeader(Buffer.from('80000000000fffffffffffff', 'hex'))]),
    {
      ...goodLines,
      'stdin/huge.log': ['<archive-truncated: tar>'],
      stdin: ['<archive-truncated: tar>'],
    },
  ],
  [
    'a long name that claims gigabytes',
    Buffer.concat([tarEntry({ name: 'L', type: 'L', size: 8_000_000_000 }), tar(good)]),
    { ...goodLines, stdin: ['<archive-corrupt: tar>'] },
  ],
  [
    'pax records that lie about their length',
    tar({ name: 'h', type: 'x', data: '99999 path=evil\n0 a=b\n-5 c=d\n' }, good),
    goodLines,
  ],
  [
    'messages before the tar',
    Buffer.concat([Buffer.from('Defaulted container "x" out of: x, y\r\n'), tar(good)]),
    { ...goodLines, stdin: ['<archive-corrupt: 38 leading bytes>'] },
  ],
  [
    'garbage behind the tar',
    Buffer.concat([tar(good), Buffer.from('garbage'.repeat(200))]),
    { ...goodLines, stdin: ['<archive-corrupt: trailing bytes>'] },
  ],
  [
    'two tars, one behind the other',
    Buffer.concat([tar(good), tar({ name: 'c.log', data: 'c\n' })]),
    { ...goodLines, 'stdin/c.log': ['c'] },
  ],
  ['nothing but an end mark', Buffer.concat([tarEnd, tarEnd]), { stdin: ['<archive-empty: tar>'] }],
  ['only folders', tar({ name: './', type: '5' }), { stdin: ['<archive-empty>'] }],
  ['four archives in each other', hole(4), { 'stdin/d/d/d/d': ['deep'] }],
  [
    'five archives in each other',
    tar({ name: 'd', data: hole(4) }, good),
    { 'stdin/d/d/d/d': ['<limit-depth: tar>'], ...goodLines },
  ],
  [
    'compression within compression within compression',
    gzipSync(gzipSync(gzipSync('x\n'))),
    { stdin: ['<limit-depth>'] },
  ],
  [
    'names in many scripts',
    tar({ name: '日志/ü.log', data: 'u\n' }, { name: 'a\nb\x1b[31m.log', data: 'v\n' }),
    { 'stdin/日志/ü.log': ['u'], 'stdin/a\nb\x1b[31m.log': ['v'] },
  ],
  [
    'gzip with garbage behind it',
    Buffer.concat([gzipSync(tar(good)), Buffer.from('garbage')]),
    { ...goodLines, stdin: ['<gzip-corrupt: trailing bytes>'] },
  ],
  [
    'gzip that is cut',
    gzipSync(tar(good, { name: 'a', data: 'x'.repeat(5000) }), { level: 0 }).subarray(0, 3000),
    {
      ...goodLines,
      // A header of 10 + 5 bytes; 1024 of the first member, 512 of the header.
      'stdin/a': ['x'.repeat(3000 - 15 - 1536), '<archive-truncated: tar>'],
      stdin: ['<archive-truncated: tar>', '<gzip-truncated>'],
    },
  ],
];

describe('a tar with', () => {
  it.each(TARS)('%s', async (_, bytes, expected) => {
    expect(await readBytes(bytes)).toEqual(expected);
  });
});

const two = [good, { name: 'c.log', data: 'c\n' }];
const twoLines = { ...goodLines, 'stdin/c.log': ['c'] };

const ZIPS: readonly (readonly [string, Buffer, Contents])[] = [
  ['nothing in it', zip([]), { stdin: ['<archive-empty>'] }],
  [
    'names that lead out',
    zip([
      { name: '../x', data: 'x' },
      { name: '/x', data: 'x' },
      { name: 'C:/x', data: 'x' },
      good,
    ]),
    {
      'stdin/../x': ['<entry-unsafe-path: parent>'],
      'stdin/x': ['<entry-unsafe-path: absolute>'],
      'stdin/C:/x': ['<entry-unsafe-path: drive>'],
      ...goodLines,
    },
  ],
  [
    'names from Windows',
    zip([
      { name: 'logs\\a.log', data: 'x\n' },
      { name: '..\\up', data: 'x' },
    ]),
    { 'stdin/logs/a.log': ['x'], 'stdin/../up': ['<entry-unsafe-path: parent>'] },
  ],
  [
    'an encrypted member',
    zip([{ ...good, name: 'secret.log', flags: 1 }, good]),
    { 'stdin/secret.log': ['<entry-encrypted>'], ...goodLines },
  ],
  [
    'a way of packing nobody knows',
    zip([{ ...good, name: 'odd.log', method: 97 }, good]),
    { 'stdin/odd.log': ['<entry-unsupported: method 97>'], ...goodLines },
  ],
  [
    'links and devices',
    zip([
      { name: 'in', data: 'good.log', mode: 0o120777 },
      { name: 'out', data: '/etc/passwd', mode: 0o120777 },
      { name: 'dev', mode: 0o060644 },
      good,
    ]),
    {
      'stdin/dev': ['<entry-device: device>'],
      ...goodLines,
      'stdin/out': ['<entry-link: /etc/passwd>'],
      stdin: ['<links-inside: 1>'],
    },
  ],
  [
    'members that share their bytes',
    zip([{ name: 'a.log', data: 'a\n'.repeat(1000) }], { overlap: ['b.log', 'c.log'] }),
    {
      'stdin/a.log': Array(1000).fill('a'),
      'stdin/b.log': ['<entry-overlap>'],
      'stdin/c.log': ['<entry-overlap>'],
    },
  ],
  ['sizes of 64 bits', zip(two.map((part) => ({ ...part, zip64: true }))), twoLines],
  ['sizes behind the data', zip(two.map((part) => ({ ...part, streamed: true }))), twoLines],
  [
    'one name twice',
    zip([good, { name: 'good.log', data: 'two\n' }]),
    { ...goodLines, 'stdin/good.log#2': ['two'], stdin: ['<duplicate-name>'] },
  ],
  [
    'a wrong checksum',
    zip([{ ...good, crc: 1 }]),
    { 'stdin/good.log': ['good', '<archive-corrupt: zip>'] },
  ],
  [
    'its directory cut off',
    zip(two).subarray(0, zip(two).indexOf('PK\x01\x02', 0, 'latin1')),
    { ...twoLines, stdin: ['<archive-corrupt: zip directory>', '<archive-truncated: zip>'] },
  ],
  [
    'its directory cut off and sizes behind the data',
    zip(two.map((part) => ({ ...part, streamed: true }))).subarray(0, -60),
    { ...twoLines, stdin: ['<archive-corrupt: zip directory>'] },
  ],
  [
    'a member cut in its middle',
    zip([{ name: 'a.log', data: 'line\n'.repeat(10), method: 0 }]).subarray(0, 30 + 5 + 22),
    {
      'stdin/a.log': ['line', 'line', 'line', 'line', 'li', '<archive-truncated: zip>'],
      stdin: ['<archive-corrupt: zip directory>', '<archive-truncated: zip>'],
    },
  ],
  [
    'a directory damaged in its middle',
    (() => {
      const bytes = zip(two);
      return damaged(bytes, bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1'), 0);
    })(),
    { ...twoLines, stdin: ['<archive-corrupt: zip directory>'] },
  ],
];

describe('a zip with', () => {
  it.each(ZIPS)('%s', async (_, bytes, expected) => {
    expect(await readBytes(bytes)).toEqual(expected);
  });
});

describe('a bomb', () => {
  it('ends at the bytes allowed, and says where', async () => {
    const seen = await readBytes(gzipSync(dense), { limits: { maxBytes: 1_000_000 } });
    expect(seen).toEqual({
      'stdin/zeros': expect.arrayContaining(['<binary-skipped: nul>']),
      stdin: ['<archive-truncated: tar>', '<limit-bytes>'],
    });
  });

  it('ends at the same byte, however it is packed', async () => {
    const lines = Array.from({ length: 100_000 }, (_, no) => `line ${no}\n`).join('');
    const allowed = { limits: { maxBytes: 300_001 } };
    const wanted = [...lines.slice(0, 300_001).trimEnd().split('\n'), '<limit-bytes>'];
    expect(await readBytes(gzipSync(lines), allowed)).toEqual({ stdin: wanted });
    const members = [lines.slice(0, 1_000), lines.slice(1_000)].map((part) => gzipSync(part));
    expect(await readBytes(Buffer.concat(members), allowed)).toEqual({ stdin: wanted });
    const stored = zip([{ name: 'a.log', data: lines, method: 0 }]);
    expect(await readBytes(stored, allowed)).toMatchObject({ 'stdin/a.log': wanted });
  });

  it('in one member leaves the others to be read', async () => {
    const bytes = tar({ name: 'big.log', data: 'line\n'.repeat(100_000) }, good);
    const seen = await readBytes(bytes, { limits: { maxMemberBytes: 10 } });
    expect(seen).toEqual({ 'stdin/big.log': ['line', 'line', '<limit-bytes>'], ...goodLines });
  });

  it('of entries ends at their number', async () => {
    const bytes = tar(...Array.from({ length: 20 }, (_, at) => ({ name: `${at}`, data: 'x\n' })));
    const seen = await readBytes(bytes, { limits: { maxEntries: 3 } });
    expect(seen).toEqual({
      'stdin/0': ['x'],
      'stdin/1': ['x'],
      'stdin/2': ['x'],
      stdin: ['<limit-entries>'],
    });
  });

  it('of entries counts those of nested archives', async () => {
    const inner = tar(...Array.from({ length: 9 }, (_, at) => ({ name: `${at}`, data: 'x\n' })));
    const seen = await readBytes(tar({ name: 'a.tar', data: inner }, good), {
      limits: { maxEntries: 3 },
    });
    expect(Object.keys(seen)).toEqual(['stdin/a.tar/0', 'stdin/a.tar/1', 'stdin/a.tar', 'stdin']);
  });

  it('of zips takes no more of the disk than allowed', async () => {
    const inner = zip([{ name: 'a.log', data: 'a\n'.repeat(5000), method: 0 }]);
    const seen = await readBytes(tar({ name: 'a.zip', data: inner }, good), {
      limits: { maxSpoolBytes: 100 },
    });
    expect(seen['stdin/a.zip']).toContain('<limit-bytes>');
    expect(seen['stdin/good.log']).toEqual(['good']);
  });

  it('of links and devices gives few sources', async () => {
    const bytes = tar(
      ...Array.from({ length: 500 }, (_, at) => ({ name: `p${at}`, type: '6' })),
      good,
    );
    const seen = await readBytes(bytes);
    expect(Object.keys(seen)).toHaveLength(102);
    expect(seen.stdin).toEqual(['<entries-unlisted: 400>']);
  });
});
