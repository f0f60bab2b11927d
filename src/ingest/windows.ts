import type { Block } from './bytes.js';
import { isSlow } from './slow.js';

const LF = 0x0a;

/** Of a live source: after so long without more, or since it came, what came so far is handed on. */
const IDLE_MS = 40;
const MAX_HELD_MS = 200;

interface Place {
  /** The region, from 0. */
  readonly no: number;
  /** Begins with the first line of its region. */
  readonly begins: boolean;
  /** Ends with the last line of its region. */
  readonly ends: boolean;
}

/**
 * Lines that begin in one region of the text, or one overlong line. Of a live source a region may come in several
 * windows. The bytes hold until the next window is asked for.
 */
export type Window = Place &
  ({ readonly bytes: Buffer; readonly cut?: undefined } | Extract<Block, { readonly cut: object }>);

/** A buffer that holds `bytes` bytes; what was gathered so far is copied into it. */
export type Store = (bytes: number) => Buffer;

/**
 * Gathers blocks into windows. Regions are `regionBytes` bytes each, so that their borders are the same however
 * the bytes came. `live`: someone waits for the lines; what a pause hands on depends on when it was.
 */
export async function* createWindows(
  blocks: AsyncIterable<Block>,
  regionBytes: number,
  store: Store,
  live = false,
): AsyncGenerator<Window> {
  const iterator = blocks[Symbol.asyncIterator]();
  let held = store(0);
  let fill = 0;
  let at = 0; // bytes of text before what comes next
  let begins = true;
  let heldSince = 0;

  const take = (bytes: Buffer): void => {
    if (live && fill === 0) heldSince = performance.now();
    if (fill + bytes.length > held.length) {
      const larger = store(fill + bytes.length);
      if (larger !== held) held.copy(larger, 0, 0, fill);
      held = larger;
    }
    bytes.copy(held, fill);
    fill += bytes.length;
    at += bytes.length;
  };
  const isOverdue = (): boolean => performance.now() - heldSince > MAX_HELD_MS;
  const regionOf = (offset: number): number => Math.floor(offset / regionBytes);

  function* close(ends: boolean): Generator<Window> {
    const bytes = held.subarray(0, fill);
    const place = { no: regionOf(at - fill), begins, ends };
    fill = 0;
    begins = ends;
    if (bytes.length > 0) yield { bytes, ...place };
    held = store(0);
  }
  function* gather(whole: Buffer): Generator<Window> {
    for (let bytes = whole; bytes.length > 0; ) {
      const border = (regionOf(at - fill) + 1) * regionBytes - at;
      const lf = border <= bytes.length ? bytes.indexOf(LF, border - 1) : -1;
      const end = lf === -1 ? bytes.length : lf + 1;
      take(bytes.subarray(0, end));
      bytes = bytes.subarray(end);
      if (border <= end) yield* close(true);
    }
  }

  try {
    for (;;) {
      const next = iterator.next();
      // A failure is thrown when it is waited for, not while something is handed on.
      if (live) next.catch(() => {});
      if (live && fill > 0 && (isOverdue() || (await isSlow(next, IDLE_MS)))) yield* close(false);
      const { done, value: block } = await next;
      if (done) break;
      if (block.cut === undefined) yield* gather(block.bytes);
      else {
        yield* close(true);
        yield { ...block, no: regionOf(at), begins: true, ends: true };
        at += block.cut.clip.bytes + block.cut.end.length;
      }
    }
    yield* close(true);
  } finally {
    // Not awaited: a waiting pipe answers only when its source is closed.
    iterator.return?.().catch(() => {});
  }
}
