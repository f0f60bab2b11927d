import type { Feed } from './feed.js';
import { type Cut, createLongLine, endOfFitting, type LongLine } from './long-line.js';
import { isSlow } from './slow.js';
import type { Store } from './store.js';

const LF = 0x0a;

/** Of a live source: after so long without more, or since it came, what came so far is handed on. */
const IDLE_MS = 40;
const MAX_HELD_MS = 200;
/** Bytes read behind a border at once: they hold the end of the line that crosses it, and are moved for the next region. */
const BEHIND_BYTES = 4_096;

interface Place {
  /** The region, from 0: the head of the source. */
  readonly no: number;
  /** Begins with the first line of its region. */
  readonly begins: boolean;
  /** Ends with the last line of its region. */
  readonly ends: boolean;
  /** Nothing came behind it. */
  readonly isRest: boolean;
}

/**
 * Whole lines that begin in one region of the text, or one overlong line. Of a live source a region may come in
 * several windows. The bytes hold until the next window is asked for.
 */
export type Window = Place & ({ readonly bytes: Buffer; readonly cut?: undefined } | Cut);

export interface WindowOptions {
  /** Of the first region, and of each behind it. */
  readonly headBytes: number;
  readonly regionBytes: number;
  /** Bytes of a line that are kept, without CR and LF. */
  readonly maxBytes: number;
  readonly store: Store;
  /** Someone waits for the lines; what a pause hands on depends on when it was. */
  readonly live?: boolean;
}

/**
 * Gathers the text of a source into windows. Regions are of a given size, so that their borders are the same however the
 * bytes came. Memory: a region and a line.
 */
export async function* createWindows(feed: Feed, options: WindowOptions): AsyncGenerator<Window> {
  const { live = false } = options;
  const gathering = createGathering(feed, options);
  try {
    for (;;) {
      const ready = feed.ready();
      // A failure is thrown when it is waited for, not while something is handed on.
      if (live) ready.catch(() => {});
      if (
        live &&
        gathering.holdsLine() &&
        (gathering.isOverdue() || (await isSlow(ready, IDLE_MS)))
      ) {
        yield* gathering.giveSoFar();
      }
      await ready;
      const length = (await gathering.ahead()) ?? feed.read(gathering.room());
      if (length === 0) break;
      yield* gathering.add(length);
    }
    yield* gathering.giveRest();
  } finally {
    // Not awaited: a waiting pipe answers only when its source is closed.
    feed.close().catch(() => {});
  }
}

/** What came and was not handed on yet: bytes that begin with a line. */
function createGathering(feed: Feed, { headBytes, regionBytes, maxBytes, store }: WindowOptions) {
  let held = store.room(0);
  let fill = 0;
  let at = 0; // bytes of text before those held
  let looked = 0; // bytes held in which no LF stands behind the border
  let begins = true;
  let heldSince = 0;
  /** What comes next, read while regions are given; the memory begins with what is held behind them. */
  let next: { readonly memory: Buffer; readonly length: Promise<number> } | undefined;
  /** An overlong line; what came of it is held no more. */
  let long: { readonly line: LongLine; readonly no: number } | undefined;

  const bytesTo = (end: number): Buffer => held.subarray(0, end);
  const region = (from = at): number =>
    from < headBytes ? 0 : 1 + Math.floor((from - headBytes) / regionBytes);
  /** Where a region ends, as seen from a place in it. */
  const border = (from = at): number => headBytes + region(from) * regionBytes - from;
  const move = (memory: Buffer, from: number): void => {
    if (memory !== held || from > 0) held.copy(memory, 0, from, fill);
    held = memory;
    fill -= from;
    at += from;
    if (from === 0) return;
    looked = 0;
    heldSince = performance.now();
  };
  const drop = (bytes: number): void => move(store.room(fill - bytes, held), bytes);

  /** Begins to read on, while the first `end` bytes are given. */
  const readOn = (end: number): void => {
    const rest = fill - end;
    const stop = border(at + end);
    const memory = rest < stop ? store.beside(held) : undefined;
    const length = memory && feed.readAhead(memory.subarray(rest, stop + BEHIND_BYTES));
    if (memory === undefined || length === undefined) return;
    held.copy(memory, 0, end, fill);
    next = { memory, length };
  };

  /** The overlong line that begins what is held: to its LF, or what there is of it so far. */
  function* giveLong(isEnd: boolean): Generator<Window> {
    long ??= { line: createLongLine(bytesTo(fill), maxBytes), no: region() };
    const { line, no } = long;
    const lf = bytesTo(fill).indexOf(LF);
    line.add(bytesTo(lf === -1 ? fill : lf));
    drop(lf === -1 ? fill : lf + 1);
    if (lf === -1 && !isEnd) return;
    long = undefined;
    begins = true;
    yield { ...line.close(lf !== -1), no, begins: true, ends: true, isRest: isEnd };
  }
  /** The lines in the first `end` bytes. */
  function* giveLines(end: number, ends: boolean, isRest = false): Generator<Window> {
    const behind = fill - end;
    while (fill > behind) {
      const whole = bytesTo(fill - behind);
      const bytes = whole.subarray(0, endOfFitting(whole, maxBytes));
      const isAll = bytes.length === whole.length;
      if (bytes.length > 0) yield { bytes, no: region(), begins, ends: ends || !isAll, isRest };
      begins = ends;
      drop(bytes.length);
      if (!isAll) yield* giveLong(true);
    }
  }
  /** The regions that are complete. */
  function* giveRegions(): Generator<Window> {
    for (let end = border(); !long && fill >= end; end = border()) {
      const lf = bytesTo(fill).indexOf(LF, Math.max(end - 1, looked));
      looked = fill;
      if (lf !== -1) {
        readOn(lf + 1);
        yield* giveLines(lf + 1, true);
      } else {
        const start = bytesTo(end - 1).lastIndexOf(LF) + 1;
        // One byte more may be the CR of a line that just fits.
        if (fill - start <= maxBytes + 1) return;
        yield* giveLines(start, true);
        yield* giveLong(false);
      }
    }
  }

  return {
    /** Where more bytes are to be written. */
    room(): Buffer {
      if (fill === held.length) move(store.room(fill + 1, held), 0);
      const beyond = Math.max(0, fill - border());
      return held.subarray(fill, Math.max(fill, border()) + beyond + BEHIND_BYTES);
    },
    /** So many bytes were written already. */
    async ahead(): Promise<number | undefined> {
      if (next === undefined) return undefined;
      const { memory, length } = next;
      next = undefined;
      held = memory;
      return length;
    },
    /** So many bytes were written. */
    *add(length: number): Generator<Window> {
      if (fill === 0) heldSince = performance.now();
      fill += length;
      if (long) yield* giveLong(false);
      yield* giveRegions();
    },
    isOverdue: (): boolean => performance.now() - heldSince > MAX_HELD_MS,
    holdsLine: (): boolean => !long && bytesTo(fill).includes(LF),
    /** Whole lines of a region that is not complete. */
    giveSoFar: () => giveLines(bytesTo(fill).lastIndexOf(LF) + 1, false),
    giveRest: () => (long ? giveLong(true) : giveLines(fill, true, true)),
  };
}
