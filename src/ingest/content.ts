import type { CoverageNote } from '../model/report.js';

/** How many bytes decide whether a source is text. */
export const SAMPLE_BYTES = 65_536;

interface Magic {
  readonly kind: string;
  readonly archive: boolean;
  readonly at: number;
  /** One character per byte. */
  readonly bytes: string;
}

const magic = (kind: string, bytes: string, at = 0): Magic => ({ kind, archive: false, at, bytes });
const archive = (kind: string, bytes: string, at = 0): Magic => ({
  kind,
  archive: true,
  at,
  bytes,
});

/** First bytes of things that are no log. Source: the `magic` files of file(1), 5.45. */
const MAGICS: readonly Magic[] = [
  archive('tar', 'ustar', 257),
  archive('zip', 'PK\x03\x04'),
  archive('zip', 'PK\x05\x06'),
  archive('gzip', '\x1f\x8b'),
  archive('xz', '\xfd7zXZ\0'),
  archive('zstd', '\x28\xb5\x2f\xfd'),
  archive('bzip2', 'BZh'),
  archive('lz4', '\x04\x22\x4d\x18'),
  archive('7z', '7z\xbc\xaf\x27\x1c'),
  archive('rar', 'Rar!\x1a\x07'),
  archive('ar', '!<arch>\n'),
  archive('rpm', '\xed\xab\xee\xdb'),
  magic('systemd journal', 'LPKSHHRH'),
  magic('sqlite', 'SQLite format 3\0'),
  magic('bbolt', '\xed\xda\x0c\xed', 16),
  magic('elf', '\x7fELF'),
  magic('wasm', '\0asm'),
  magic('java class', '\xca\xfe\xba\xbe'),
  magic('pcap', '\xd4\xc3\xb2\xa1'),
  magic('pdf', '%PDF-'),
  magic('png', '\x89PNG\r\n\x1a\n'),
  magic('jpeg', '\xff\xd8\xff'),
  magic('gif', 'GIF87a'),
  magic('gif', 'GIF89a'),
  magic('webp', 'WEBP', 8),
];
// `BZh` alone is a word a log could start with; the level and the block magic follow it.
const BZIP2 = /^BZh[1-9](?:1AY&SY|\x17rE8P\x90)/;

const NUL = 0x00;
const DEL = 0x7f;
/** Share of control bytes from which bytes are not text: random bytes have 9 %, logs next to none. */
const MAX_CONTROL_RATIO = 0.04;
const MIN_CONTROLS = 4;

/** BEL to CR (colours, tabs, line ends), ESC, and RS, which starts each record of json-seq. */
const isControl = (byte: number): boolean =>
  (byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b && byte !== 0x1e) ||
  byte === DEL;

/** True where nothing speaks against text, not even a NUL: no need to look further. */
export function isCleanText(bytes: Buffer): boolean {
  return kindByMagic(bytes) === undefined && !bytes.some((byte) => isControl(byte));
}

/**
 * What the first bytes of a source are if they are no text, as the note that names it.
 *
 * NULs do not count against text: journald's export format frames binary fields with them and a
 * power cut leaves them in logs; bytes over 0x7f do not either: they may be GBK or Latin-1.
 */
export function refusal(sample: Buffer): CoverageNote | undefined {
  const kind = kindByMagic(sample);
  if (kind !== undefined) {
    return { code: kind.archive ? 'archive-skipped' : 'binary-skipped', detail: kind.kind };
  }
  let nuls = 0;
  let controls = 0;
  for (const byte of sample) {
    if (byte === NUL) nuls += 1;
    else if (isControl(byte)) controls += 1;
  }
  const others = sample.length - nuls;
  if (others === 0)
    return sample.length > 0 ? { code: 'binary-skipped', detail: 'nul' } : undefined;
  if (controls < MIN_CONTROLS || controls <= others * MAX_CONTROL_RATIO) return undefined;
  return { code: 'binary-skipped', detail: 'data' };
}

function kindByMagic(sample: Buffer): Magic | undefined {
  const head = sample.toString('latin1', 0, 512);
  const found = MAGICS.find(({ bytes, at }) => head.startsWith(bytes, at));
  return found?.kind === 'bzip2' && !BZIP2.test(head) ? undefined : found;
}
