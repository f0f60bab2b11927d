import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLoneReader } from '../../src/parse/read-alone.js';
import { WANTED } from '../../src/parse/transport/journal-fields.js';
import { createJournalOrder } from '../../src/templates/journal-order.js';

const STAMP = '1744704000123456';

function inOrder(text: string, maxBytes = 2_048, before = 'x\n'): string | undefined {
  const order = createJournalOrder(maxBytes);
  const bytes = Buffer.from(`${before}${text}\n{"_NEXT":"line"}`);
  const start = Buffer.byteLength(before);
  const length = order.make(bytes, start, start + Buffer.byteLength(text));
  return length === 0 ? undefined : order.bytes.toString('utf8', 0, length);
}

const ENTRY = {
  _PID: '812',
  MESSAGE: 'ready: "a" \\ b',
  __CURSOR: 's=1',
  _BOOT_ID: '77',
  __REALTIME_TIMESTAMP: STAMP,
  _HOSTNAME: 's1',
};

it('puts the fields that are read in one order, whatever theirs is', () => {
  const entries = Object.entries(ENTRY);
  const made = `{"__REALTIME_TIMESTAMP":"${STAMP}","_HOSTNAME":"s1","_PID":"812","MESSAGE":"ready: \\"a\\" \\\\ b"}`;
  expect(inOrder(JSON.stringify(ENTRY))).toBe(made);
  expect(inOrder(JSON.stringify(Object.fromEntries(entries.reverse())))).toBe(made);
});

it('takes the time of the sender, whatever that of receipt is', () => {
  const sent = { ...ENTRY, _SOURCE_REALTIME_TIMESTAMP: '1744704000000001' };
  expect(inOrder(JSON.stringify(sent))).toContain('{"__REALTIME_TIMESTAMP":"1744704000000001",');
  expect(inOrder(JSON.stringify({ ...sent, __REALTIME_TIMESTAMP: undefined }))).toBe(
    inOrder(JSON.stringify(sent)),
  );
});

describe('makes nothing of', () => {
  const text = JSON.stringify(ENTRY);
  it.each<[string, string]>([
    ['other text', 'time="2025-04-15T10:12:31Z" level=info'],
    ['what a program wrote', '{"level":"info","msg":"MESSAGE"}'],
    ['a torn entry', text.slice(0, -2)],
    ['an entry with something behind it', `${text} `],
    ['an entry whose value is torn', text.slice(0, -4)],
    ['a record separator', `\x1e${text}`],
    ['an array', text.replace('"812"', '["812","813"]')],
    ['bytes', text.replace(/"ready[^,]*/, '[114,101]')],
    ['a number', text.replace('"812"', '812')],
    ['null', text.replace('"812"', 'null')],
    ['blanks between', text.replace(',', ', ')],
    ['a field twice', text.replace('{', '{"_PID":"1",')],
    ['a character beyond ASCII', text.replace('s=1', 's=µ')],
    ['no message', text.replace('"MESSAGE"', '"MESSAGES"')],
    ['no time', text.replace('"__REALTIME_TIMESTAMP"', '"__REAL"')],
    ['a time of other length', text.replace(STAMP, STAMP.slice(1))],
    ['an empty object', '{}'],
    ['a brace', '{'],
    ['nothing', ''],
  ])('%s', (_, odd) => {
    expect(inOrder(odd)).toBeUndefined();
  });
});

it('makes nothing longer than asked for', () => {
  const text = JSON.stringify(ENTRY);
  const { length } = inOrder(text) ?? '';
  expect(inOrder(text, length)).toHaveLength(length);
  expect(inOrder(text, length - 1)).toBeUndefined();
});

describe('what it makes says the same as the entry', () => {
  const values = fc.oneof(
    fc.constantFrom(
      'k3s',
      'k3s.service',
      '812',
      '',
      '0',
      'k8s_a_b_c_d_0',
      '\u001b[0m',
      'a\nb',
      'é',
    ),
    fc.string({ maxLength: 12 }),
  );
  const names = fc.constantFrom(...WANTED, '_BOOT_ID', '_CMDLINE', '_UID', 'PRIORITY2');
  const stamps = fc.constantFrom(STAMP, STAMP, STAMP, '17447040001234567', 'x');
  const entries = fc
    .tuple(fc.uniqueArray(fc.tuple(names, values), { selector: ([name]) => name }), stamps, values)
    .map(([fields, stamp, message]) => ({
      ...Object.fromEntries(fields),
      __REALTIME_TIMESTAMP: stamp,
      MESSAGE: message,
    }));
  it('for any fields', () => {
    let made = 0;
    const read = createLoneReader('x');
    fc.assert(
      fc.property(entries, fc.nat(), (entry, turn) => {
        const fields = Object.entries(entry);
        const at = turn % fields.length;
        const text = JSON.stringify(
          Object.fromEntries([...fields.slice(at), ...fields.slice(0, at)]),
        );
        const other = inOrder(text);
        if (other === undefined) return;
        made += 1;
        const [a, b] = [read(text), read(other)];
        const said = ({ envelope, peeled }: NonNullable<typeof a>) => ({
          envelope: { ...envelope, line: 'x' },
          peeled,
        });
        expect(b && said(b)).toEqual(a && said(a));
      }),
      { numRuns: 400 },
    );
    expect(made).toBeGreaterThan(100);
  });
});
