import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../src/ingest/content.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const tar = Buffer.concat([Buffer.from('k3s.log'), Buffer.alloc(250), Buffer.from('ustar\0')]);
const bbolt = Buffer.concat([
  Buffer.alloc(16),
  Buffer.of(0xed, 0xda, 0x0c, 0xed),
  Buffer.alloc(4076),
]);

describe('names what is no log', () => {
  it.each([
    ['tar', tar],
    ['zip', latin1('PK\x03\x04\x14\0')],
    ['xz', latin1('\xfd7zXZ\0\0\x04')],
    ['zstd', latin1('\x28\xb5\x2f\xfd\x24')],
    ['bzip2', latin1('BZh91AY&SY\x12')],
  ])('%s is an archive', (detail, bytes) => {
    expect(refusal(bytes)).toEqual({ code: 'archive-skipped', detail });
  });

  it.each([
    ['systemd journal', latin1('LPKSHHRH\0\0')],
    ['sqlite', latin1('SQLite format 3\0\x10')],
    ['elf', latin1('\x7fELF\x02\x01')],
    ['png', latin1('\x89PNG\r\n\x1a\n\0')],
    ['bbolt', bbolt],
    ['data', randomBytes(4096)],
    ['nul', Buffer.alloc(4096)],
  ])('%s is binary', (detail, bytes) => {
    expect(refusal(bytes)).toEqual({ code: 'binary-skipped', detail });
  });
});

const binaryField = (name: string, value: string) => {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(value.length));
  return Buffer.concat([Buffer.from(`${name}\n`), size, Buffer.from(`${value}\n`)]);
};
const exported = Buffer.concat(
  Array.from({ length: 20 }, () =>
    Buffer.concat([
      Buffer.from('__REALTIME_TIMESTAMP=1741064767000000\n_HOSTNAME=server1\n'),
      binaryField('MESSAGE', '\x1b[31mError\x1b[0m'),
      Buffer.from('\n'),
    ]),
  ),
);

describe('takes for a log', () => {
  it.each([
    ['the journal export format with binary fields', exported],
    ['colours', Buffer.from('\x1b[32mINF\x1b[0m a\n'.repeat(9))],
    ['json-seq', Buffer.from('\x1e{"a":1}\n'.repeat(99))],
    ['GBK', latin1('\xc8\xd5\xd6\xbe \xb4\xed\xce\xf3\n'.repeat(99))],
    ['Latin-1', latin1('d\xe9marr\xe9\n'.repeat(99))],
    [
      'a log with a hole of NULs',
      Buffer.concat([Buffer.from('a\n'), Buffer.alloc(4000), Buffer.from('b\n')]),
    ],
    ['a word that starts like an archive', Buffer.from('BZh is not running\n')],
    ['a very short line with control bytes', Buffer.from('\x01\x02\n')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', (_, bytes) => {
    expect(refusal(bytes)).toBeUndefined();
  });
});
