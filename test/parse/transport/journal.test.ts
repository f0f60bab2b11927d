import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toMicros } from '../../../src/model/time.js';
import type { Envelope } from '../../../src/parse/envelope.js';
import { decodeBytes } from '../../../src/parse/transport/bytes.js';
import { plainMessage } from '../../../src/parse/transport/journal-fields.js';
import { readSyslogMessage } from '../../../src/parse/transport/syslog-message.js';
import { dataBytes, readData } from './reading.js';

interface Golden {
  readonly n: number;
  readonly realtime_us: number;
  readonly source_realtime_us: number | null;
  readonly host: string;
  readonly identifier: string | null;
  readonly comm: string | null;
  readonly pid: string | null;
  readonly syslog_pid: string | null;
  readonly unit: string | null;
  readonly messages_base64: readonly string[];
}
interface Expected {
  readonly n: number;
  readonly time: string;
  readonly time_us: number;
  readonly host: string;
  readonly identifier: string;
  readonly pid: string | null;
  readonly message_base64: string;
}

// The objects are ours: made beside the dumps, of exactly these shapes.
const rows = <T>(path: string): T[] =>
  dataBytes(path)
    .toString()
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as T);

const golden = rows<Golden>('journal/golden.records.jsonl.gz');
const dumps = readdirSync('test/data/journal/dumps').sort();
const modeOf = (file: string): string => file.split('.')[0] ?? '';
const structured = (file: string): boolean => /^(?:json|export|verbose)/.test(file);
const optionOf = (file: string): string => file.split('.')[1] ?? '';
const decoded = (base64: string): string => decodeBytes(Buffer.from(base64, 'base64'));

const COUNTS: Readonly<Record<string, number>> = {
  boot: 73,
  n20: 20,
  grep: 2,
  empty: 0,
  'list-boots': 0,
  'until-local': 3,
};
const countOf = (file: string): number =>
  (COUNTS[optionOf(file)] ?? (structured(file) ? 224 : 223)) - (optionOf(file) === 'unit' ? 11 : 0);

describe.each(dumps.filter((file) => modeOf(file) !== 'cat'))('%s', (file) => {
  it('has every entry and no unparsed line', () => {
    const { envelopes, unparsed } = readData(`journal/dumps/${file}`);
    expect({ count: envelopes.length, unparsed }).toEqual({ count: countOf(file), unparsed: 0 });
  });
});

const microsOf = ({ stamp }: Envelope): number | undefined =>
  stamp?.kind === 'absolute' ? toMicros(stamp.ms) : undefined;
const shownMicros = (entry: Golden): number => entry.source_realtime_us ?? entry.realtime_us;
const numberOf = (text: string | null | undefined): number | undefined =>
  text === null || text === undefined ? undefined : Number(text);

const STRUCTURED = ['json', 'json-seq', 'json-sse', 'json-pretty', 'export', 'verbose'];
const OPTIONS = ['log', 'all', 'newyork', 'reverse'];

describe.each(STRUCTURED.flatMap((mode) => OPTIONS.map((option) => ({ mode, option }))))(
  '$mode ($option)',
  ({ mode, option }) => {
    const file = option === 'log' ? `${mode}.log.gz` : `${mode}.${option}.log.gz`;
    const read = readData(`journal/dumps/${file}`).envelopes;
    const envelopes = option === 'reverse' ? read.toReversed() : read;

    it('gives the heads of the journal', () => {
      const heads = envelopes.map((envelope) => ({
        micros: microsOf(envelope),
        node: envelope.node,
        ident: envelope.ident,
        pid: envelope.pid,
        unit: envelope.unit,
      }));
      expect(heads).toEqual(
        golden.map((entry) => ({
          micros: shownMicros(entry),
          node: entry.host,
          ident: entry.identifier ?? entry.comm ?? 'unknown',
          pid: numberOf(entry.pid ?? entry.syslog_pid),
          unit: entry.unit ?? undefined,
        })),
      );
    });

    it('gives the messages of the journal', () => {
      const wrong = golden.filter((entry, at) => {
        const truth = plainMessage(decoded(entry.messages_base64.at(-1) ?? ''));
        const message = envelopes[at]?.message ?? 'missing';
        // Without --all, JSON leaves out what is long, and verbose what is not printable.
        if (mode.startsWith('json') && option !== 'all' && truth.length > 2000 && message === '') {
          return false;
        }
        return message !== truth && !isBlob(mode, message, truth);
      });
      expect(wrong.map(({ n }) => n)).toEqual([]);
    });
  },
);

/** verbose shows sizes in place of bytes, or, with --all, raw bytes up to a NUL, tabs as they are. */
function isBlob(mode: string, message: string, truth: string): boolean {
  if (mode !== 'verbose') return false;
  if (/^\[\d+B blob data\]$/.test(message) || message === truth.split('\0')[0]) return true;
  return message.replace(/\s+/g, ' ').trim() === truth.replace(/\s+/g, ' ').trim();
}

const TEXT_MODES = [
  'short',
  'short-precise',
  'short-iso',
  'short-iso-precise',
  'short-full',
  'with-unit',
  'short-unix',
  'short-monotonic',
];

/** What the stamp of a mode can hold of an instant, as text. */
function shownStamp({ stamp }: Envelope): string {
  if (stamp === undefined) return 'none';
  if (stamp.kind === 'absolute') return `at ${toMicros(stamp.ms)}`;
  if (stamp.kind === 'uptime') return `up ${Math.round(stamp.seconds * 1e6)}`;
  return `${stamp.month}-${stamp.day} ${Math.round(stamp.msOfDay * 1000)}`;
}

function expectedStamp(mode: string, entry: Expected): string {
  if (mode === 'short-monotonic') return `up ${entry.time_us}`;
  const whole = Math.floor(entry.time_us / 1e6) * 1e6;
  const micros = /precise|unix/.test(mode) ? entry.time_us : whole;
  if (mode !== 'short' && mode !== 'short-precise') return `at ${micros}`;
  const date = new Date(Math.floor(micros / 1000));
  const ofDay =
    micros - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) * 1e3;
  return `${date.getUTCMonth() + 1}-${date.getUTCDate()} ${ofDay}`;
}

/** with-unit prints the unit where others print the identifier. */
const shownName = (mode: string, envelope: Envelope): string | undefined =>
  mode === 'with-unit' ? (envelope.unit ?? envelope.ident) : envelope.ident;
const expectedName = (mode: string, name: string): string | undefined =>
  mode === 'with-unit' ? name.split('/')[0] : name;

describe.each(TEXT_MODES)('%s', (mode) => {
  const { envelopes } = readData(`journal/dumps/${mode}.log.gz`);
  const expected = rows<Expected>(`journal/expected.${mode}.jsonl.gz`);

  it('gives stamp, host, identifier and pid of each entry', () => {
    const heads = envelopes.map((envelope) => [
      shownStamp(envelope),
      envelope.node,
      shownName(mode, envelope),
      envelope.pid,
    ]);
    expect(heads).toEqual(
      expected.map((entry) => [
        expectedStamp(mode, entry),
        entry.host,
        expectedName(mode, entry.identifier),
        numberOf(entry.pid),
      ]),
    );
  });

  it('gives the message of each entry, all its lines', () => {
    const messages = envelopes.map(({ message }) => message);
    const truth = expected.map((entry) => readSyslogMessage(decoded(entry.message_base64)).message);
    expect(messages).toEqual(truth);
  });

  it('names identifier and pid also where the host is missing', () => {
    const bare = readData(`journal/dumps/${mode}.no-hostname.log.gz`).envelopes;
    const names = bare.map((envelope) => [
      envelope.node,
      shownName(mode, envelope),
      envelope.pid,
      envelope.message,
    ]);
    const hosted = envelopes.map((envelope) => [
      undefined,
      shownName(mode, envelope),
      envelope.pid,
      envelope.message,
    ]);
    expect(names).toEqual(hosted);
  });
});

describe('short-delta', () => {
  it('tells the same as short-monotonic', () => {
    const plain = ({ line, transport, ...rest }: Envelope) => rest;
    const delta = readData('journal/dumps/short-delta.log.gz').envelopes.map(plain);
    const monotonic = readData('journal/dumps/short-monotonic.log.gz').envelopes.map(plain);
    expect(delta).toEqual(monotonic);
  });
});

describe.each(['short.tty-color-80', 'short.tty-color-120', 'short.catalog'])('%s', (name) => {
  it('tells the same as the plain dump', () => {
    const plain = ({ line, ...rest }: Envelope) => rest;
    const other = readData(`journal/dumps/${name}.log.gz`).envelopes.map(plain);
    expect(other).toEqual(readData('journal/dumps/short.log.gz').envelopes.map(plain));
  });
});

describe('cat', () => {
  it('gives each line as an entry, and no line as lost', () => {
    const { envelopes, unparsed, format } = readData('journal/dumps/cat.log.gz');
    expect({ count: envelopes.length, unparsed, format }).toEqual({
      count: 242,
      unparsed: 0,
      format: 'plain',
    });
  });
});
