import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Feed } from '../../src/ingest/feed.js';
import { createIntake } from '../../src/ingest/intake.js';
import { createStore } from '../../src/ingest/store.js';
import { createWindows, type Window } from '../../src/ingest/windows.js';

interface Seen {
  readonly no: number;
  readonly text: string;
  readonly begins: boolean;
  readonly ends: boolean;
  readonly cut: boolean;
}

const store = createStore(() => undefined);

async function windowsOf(
  chunks: AsyncIterable<Buffer>,
  regionBytes: number,
  maxBytes = 1_000,
): Promise<readonly Seen[]> {
  return seenOf(
    createWindows(createIntake(chunks), { headBytes: regionBytes, regionBytes, maxBytes, store }),
  );
}

async function seenOf(windows: AsyncIterable<Window>): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for await (const window of windows) {
    const { no, bytes, begins, ends, cut } = window;
    await new Promise(setImmediate);
    seen.push({ no, text: bytes.toString('latin1'), begins, ends, cut: cut !== undefined });
  }
  return seen;
}

async function* given(...chunks: readonly string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
}

it.each([
  ['', 4, []],
  ['a', 4, ['a']],
  ['a\nb\nc\n', 4, ['a\nb\n', 'c\n']],
  ['aaa\nb\n', 4, ['aaa\n', 'b\n']],
  ['aaaa\nb\n', 4, ['aaaa\n', 'b\n']],
  ['a\r\nbb\r\nc', 5, ['a\r\nbb\r\n', 'c']],
  ['\n\n\n\n', 2, ['\n\n', '\n\n']],
])('%j in regions of %d bytes is %j', async (text, regionBytes, windows) => {
  expect((await windowsOf(given(text), regionBytes)).map((it) => it.text)).toEqual(windows);
});

/** A feed that reads ahead; what is given must not be touched by it. */
function readingAhead(bytes: Buffer, most: number) {
  let at = 0;
  let aheads = 0;
  const read = (into: Buffer): number => {
    const length = bytes.copy(into, 0, at, at + Math.min(most, into.length));
    at += length;
    return length;
  };
  const feed: Feed = {
    ready: async () => {},
    read,
    async readAhead(into) {
      aheads += 1;
      into.fill('#');
      await new Promise(setImmediate);
      return read(into);
    },
    close: async () => {},
  };
  return { feed, aheads: () => aheads };
}

it('gives the same where the next region is read while one is looked at', async () => {
  const line = fc.string({ maxLength: 30 }).map((text) => `${text.replaceAll('\n', ' ')}\n`);
  const input = fc.array(line, { minLength: 20, maxLength: 400 });
  let aheads = 0;
  await fc.assert(
    fc.asyncProperty(
      input,
      fc.integer({ min: 1, max: 9_000 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 6, max: 40 }),
      async (lines, regionBytes, most, maxBytes) => {
        // Longer than what is read behind a border at once.
        const text = lines.join('').repeat(4);
        const size = regionBytes + maxBytes + 5_000;
        const halves = [Buffer.alloc(size), Buffer.alloc(size)] as const;
        const it = readingAhead(Buffer.from(text, 'latin1'), most);
        const seen = await seenOf(
          createWindows(it.feed, {
            headBytes: regionBytes,
            regionBytes,
            maxBytes,
            store: createStore(() => halves),
          }),
        );
        expect(seen).toEqual(await windowsOf(given(text), regionBytes, maxBytes));
        aheads += it.aheads();
      },
    ),
    { numRuns: 100 },
  );
  expect(aheads).toBeGreaterThan(100);
});

it('puts a line into the region it begins in', async () => {
  const seen = await windowsOf(given('aaaaaaaaaa\nb\n'), 4);
  expect(seen.map(({ no, text }) => [no, text])).toEqual([
    [0, 'aaaaaaaaaa\n'],
    [2, 'b\n'],
  ]);
});

it('gives an overlong line alone, between whole regions', async () => {
  const seen = await windowsOf(given('a\n', 'xxxxxxxxxx\n', 'b\n'), 100, 4);
  expect(seen.map(({ text, cut, begins, ends }) => [text, cut, begins, ends])).toEqual([
    ['a\n', false, true, true],
    ['xxxx', true, true, true],
    ['b\n', false, true, true],
  ]);
});

it('hands on what a live source gave before it pauses, and says what is the rest of the region', async () => {
  let resume = (): void => {};
  const later = new Promise<void>((resolve) => {
    resume = resolve;
  });
  async function* live(): AsyncGenerator<Buffer> {
    yield Buffer.from('a\n');
    await later;
    yield Buffer.from('b\n');
  }
  const windows = createWindows(createIntake(live(), true), {
    headBytes: 100,
    regionBytes: 100,
    maxBytes: 100,
    store,
    live: true,
  });
  const first = (await windows.next()).value;
  expect([String(first?.bytes), first?.begins, first?.ends]).toEqual(['a\n', true, false]);
  resume();
  const second = (await windows.next()).value;
  expect([String(second?.bytes), second?.no, second?.begins, second?.ends]).toEqual([
    'b\n',
    0,
    false,
    true,
  ]);
});

it('closes a source that is left early, also one that waits', async () => {
  let isClosed = false;
  async function* endless(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield Buffer.from('a\n');
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of createWindows(createIntake(endless()), {
    headBytes: 4,
    regionBytes: 4,
    maxBytes: 100,
    store,
  }))
    break;
  await new Promise(setImmediate);
  expect(isClosed).toBe(true);
});

it('cuts at the same places however the bytes come, and keeps every byte', async () => {
  const line = fc
    .tuple(fc.string({ maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\n\n'))
    .map(([text, end]) => text.replaceAll('\n', ' ') + end);
  const input = fc.array(line, { maxLength: 40 }).map((lines) => Buffer.from(lines.join('')));
  await fc.assert(
    fc.asyncProperty(
      input,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 6, max: 40 }),
      async (bytes, regionBytes, chunk, maxBytes) => {
        async function* cut(): AsyncGenerator<Buffer> {
          const memory = Buffer.alloc(chunk);
          for (let at = 0; at < bytes.length; at += chunk) {
            // The giver uses its memory again.
            const length = bytes.copy(memory, 0, at, at + chunk);
            yield memory.subarray(0, length);
          }
        }
        const whole = await windowsOf(given(bytes.toString('latin1')), regionBytes, maxBytes);
        expect(await windowsOf(cut(), regionBytes, maxBytes)).toEqual(whole);
        if (whole.some((it) => it.cut)) return;
        expect(whole.map(({ text }) => text).join('')).toBe(bytes.toString('latin1'));
        expect(whole.every(({ begins, ends }) => begins && ends)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
