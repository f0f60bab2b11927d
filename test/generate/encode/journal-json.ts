import type { Entry } from '../entry.js';
import { createRandom, type Random } from '../random.js';
import { type JournalField, journalFields } from './journal-fields.js';
import type { CreateEncoder } from './options.js';

// Tabs and line ends stay in a JSON string; any other control byte makes journalctl print numbers.
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f]/;

const isBinary = (value: string): boolean => UNPRINTABLE.test(value);
const bytesOf = (value: string): readonly number[] => [...Buffer.from(value, 'utf8')];

function jsonObject(entry: Entry, no: number, random: Random): Record<string, unknown> {
  const fields = random.shuffle(journalFields(entry, no, random));
  return Object.fromEntries(
    fields.map(([key, value]) => [key, isBinary(value) ? bytesOf(value) : value]),
  );
}

/** `-o json`: one object a line, the key order of each line its own. */
export const createJournalJson: CreateEncoder = ({ seed = 1 }) => {
  const random = createRandom(seed, 'json');
  return (entry, no) => `${JSON.stringify(jsonObject(entry, no, random))}\n`;
};

function prettyValue(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return `[\n${value.map((byte) => `\t\t${byte}`).join(',\n')}\n\t]`;
}

/** `-o json-pretty`: a tab before each key, blanks around the colon, no separator between objects. */
export const createJournalJsonPretty: CreateEncoder = ({ seed = 1 }) => {
  const random = createRandom(seed, 'json');
  return (entry, no) => {
    const lines = Object.entries(jsonObject(entry, no, random)).map(
      ([key, value]) => `\t"${key}" : ${prettyValue(value)}`,
    );
    return `{\n${lines.join(',\n')}\n}\n`;
  };
};

/** `-o json-seq` (RFC 7464): a record separator before each object. */
export const createJournalJsonSeq: CreateEncoder = (options) => {
  const json = createJournalJson(options);
  return (entry, no) => `\x1e${json(entry, no)}`;
};

/** `-o json-sse`: server-sent events. */
export const createJournalJsonSse: CreateEncoder = (options) => {
  const json = createJournalJson(options);
  return (entry, no) => `data: ${json(entry, no)}\n`;
};

function exportField([key, value]: JournalField): Buffer {
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return Buffer.from(`${key}=${value}\n`);
  const bytes = Buffer.from(value, 'utf8');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length));
  return Buffer.concat([Buffer.from(`${key}\n`), length, bytes, Buffer.from('\n')]);
}

/** `-o export`: `KEY=value`, or key, length and bytes where the value has control bytes. */
export const createJournalExport: CreateEncoder = ({ seed = 1 }) => {
  const random = createRandom(seed, 'export');
  return (entry, no) => {
    const fields = journalFields(entry, no, random).map(exportField);
    return Buffer.concat([...fields, Buffer.from('\n')]);
  };
};
