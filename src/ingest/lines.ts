import type { Readable } from 'node:stream';
import type { Line } from '../model/line.js';
import type { CoverageNote } from '../model/report.js';
import type { Chunks, Feed } from './feed.js';
import { createFramer } from './framer.js';
import { unzip } from './gunzip.js';
import { createNotes, type Notes } from './notes.js';
import { createPicker, type Picker } from './picker.js';
import { salvage } from './salvage.js';
import { type Sifting, WINDOW_SIZES } from './sifting.js';
import { createStore } from './store.js';
import { openText } from './text.js';
import { createWindows, type Window } from './windows.js';

const isReadable = (source: Readable | Chunks): source is Readable => 'destroy' in source;

export const MAX_LINE_BYTES = 1_048_576;
/** One byte more than CR and LF: see `createWindows`. */
const LINE_END_BYTES = 3;

/**
 * The lines of one source, in batches of about a window; to be read once. The figures speak of what was
 * given so far. A failure is a note and the end; only an abort (and a bug) is thrown.
 * Leaving the loop early closes the source.
 */
export interface LineReader extends AsyncIterable<Iterable<Line>> {
  readonly lines: number;
  /** Lines that were counted and not given: their numbers are missing. */
  readonly leftOut: number;
  readonly clipped: number;
  /** Bytes of text: decompressed, in UTF-8, without byte order mark. */
  readonly bytes: number;
  /** Each at most once, ordered by code. */
  readonly notes: readonly CoverageNote[];
}

export interface ReadOptions {
  /** Bytes of a line that are kept, default 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** What is known of the source already, to be continued. */
  readonly notes?: Notes;
  /** The bytes are decompressed already. */
  readonly unpacked?: boolean;
  /** Lines are given as soon as the source pauses, not only by the region. */
  readonly live?: boolean;
  /** Absent: every line is given. */
  readonly sifting?: Sifting | undefined;
}

/** Bytes to numbered lines. Gzip is unpacked, whatever the name says. */
export function readLines(name: string, bytes: Readable, options: ReadOptions = {}): LineReader {
  return createLineReader(name, () => bytes, options);
}

/** Like `readLines`, for bytes that are opened when the first line is asked for. */
export function createLineReader(
  name: string,
  open: () => Readable | Chunks,
  {
    maxBytes = MAX_LINE_BYTES,
    notes = createNotes(),
    unpacked = false,
    live = false,
    sifting,
  }: ReadOptions = {},
): LineReader {
  const sizes = sifting?.sizes ?? WINDOW_SIZES;
  const framer = createFramer(name, notes.take);
  let picker: Picker | undefined;
  let lines = 0;
  let bytes = 0;

  const count = (length: number): number => {
    bytes += length;
    if (bytes === 0 && notes.list().length === 0) notes.take('empty');
    return length;
  };
  const counted = (text: Feed): Feed => ({
    ...text,
    read: (into) => count(text.read(into)),
    readAhead: (into) => text.readAhead(into)?.then(count),
  });
  const store = createStore(() => picker?.halves);

  /** Behind the head the source is known well enough to tell whether, and how, lines can be left out. */
  const isHead = ({ no }: Window): boolean => no === 0;
  const pickerFor = (window: Window): Picker | undefined => {
    if (sifting === undefined || isHead(window)) return undefined;
    if (window.cut !== undefined || !sifting.mayLeaveOut()) return undefined;
    const sample = {
      sample: window.bytes,
      maxBytes: sizes.regionBytes + maxBytes + LINE_END_BYTES,
    };
    picker ??= createPicker(name, sifting, sample, notes.take);
    return window.bytes.length > picker.halves[0].length ? undefined : picker;
  };

  /** The first window behind the head was gathered elsewhere. */
  const inStore = (window: Window, own: Picker): Window => {
    const { bytes, cut, ...place } = window;
    const [half] = own.halves;
    if (cut !== undefined || bytes.buffer === half.buffer) return window;
    bytes.copy(half);
    return { ...place, bytes: half.subarray(0, bytes.length) };
  };

  function* linesOf(window: Window): Generator<Line> {
    const own = pickerFor(window);
    const picked = own?.pick(inStore(window, own), lines + 1);
    if (own && picked) {
      yield* picked;
      lines += own.lines;
      return;
    }
    const all = framer.frame(window, lines + 1, isHead(window));
    lines += all.length;
    yield* all;
  }

  async function* batches(): AsyncGenerator<Iterable<Line>> {
    const source = open();
    const chunks = isReadable(source) ? salvage(source, notes.take) : source;
    const plain = unpacked ? chunks : unzip(unzip(chunks, notes.take), notes.take);
    try {
      // Not through streams, which read ahead: a window holds until the next one is asked for.
      const text = counted(await openText(plain, notes.take, live));
      const windows = createWindows(text, { ...sizes, maxBytes, store, live });
      for await (const window of windows) yield linesOf(window);
    } finally {
      if (isReadable(source)) source.destroy();
    }
  }

  return {
    [Symbol.asyncIterator]: batches,
    get lines() {
      return lines;
    },
    get leftOut() {
      return picker?.leftOut ?? 0;
    },
    get clipped() {
      return framer.clipped;
    },
    get bytes() {
      return bytes;
    },
    get notes() {
      return notes.list();
    },
  };
}
