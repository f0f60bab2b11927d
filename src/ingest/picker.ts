import { isUtf8 } from 'node:buffer';
import type { Line } from '../model/line.js';
import { HIT_INTS } from '../sieve/engine.js';
import { createSieve } from '../sieve/sieve.js';
import { createHeadFinder, endOfLine, isBlankStart } from './context.js';
import { createExtraLines } from './extra-lines.js';
import type { TakeNote } from './notes.js';
import type { Sifting } from './sifting.js';
import type { Halves } from './store.js';
import { textOf } from './text-of.js';
import type { Window } from './windows.js';

const CR = 0x0d;
const LF = 0x0a;
const ESCAPE = 0x1b;
/** Lines one entry may have behind the one that matters. */
const MAX_BEHIND = 2_000;

/** Picks the lines of windows that may matter. */
export interface Picker {
  /** Where windows are to be gathered: one is picked from, the next may be written. */
  readonly halves: Halves;
  /**
   * The lines in order, numbered from `first` on: first and last line of the window, those with a literal, and
   * what may belong to these. Made one by one: what was given decides on the next. `undefined`: colours may stand in
   * the midst of a literal, so that no line may be left out.
   */
  pick(window: Window, first: number): Generator<Line> | undefined;
  /** Lines of the last window. */
  readonly lines: number;
  /** Lines left out of all windows. */
  readonly leftOut: number;
}

/** `sample`: text of the source, from which the sieve learns what is rare in it. `maxBytes`: of a window. */
export function createPicker(
  source: string,
  sifting: Sifting,
  { sample, maxBytes }: { readonly sample: Buffer; readonly maxBytes: number },
  take: TakeNote,
): Picker {
  const literals = sifting.literals.map((text) => Buffer.from(text));
  // The second half begins like the first at a place of four bytes, where probes stand.
  const halfBytes = maxBytes + (-maxBytes & 63);
  const sieve = createSieve(literals, { sample, maxBytes: 2 * halfBytes });
  const { hits, input } = sieve;
  const extrasOf = createExtraLines(sifting);
  let lines = 0;
  let leftOut = 0;

  function pick(window: Window, first: number): Generator<Line> | undefined {
    const { bytes } = window;
    const found = sieve.scan(bytes.length, bytes.byteOffset - input.byteOffset);
    const isColoured = sieve.isThrough ? sieve.holdsEscape : bytes.includes(ESCAPE);
    return isColoured ? undefined : linesOf(window, first, found);
  }
  /** `told`: so many lines stand in `hits`. */
  function* linesOf(window: Window, first: number, told: number): Generator<Line> {
    const { bytes, begins, ends } = window;
    const headOf = createHeadFinder(bytes);
    const extras = extrasOf(window);
    const last = extras.at(-1) ?? 0;
    let given = 0;
    let next = 0; // the first line neither given nor passed over,
    let index = 0; // and how many lines stand before it

    const read = (start: number, end: number): string =>
      textOf(bytes, start, endsWithCr(bytes, start, end) ? end - 1 : end);
    const give = (start: number, end: number, text = read(start, end)): Line => {
      const cr = endsWithCr(bytes, start, end);
      const isFirst = begins && start === 0;
      const aside = !isFirst && !(ends && start === last);
      const line = { source, no: first + index, text, cr, aside };
      next = end + 1;
      index += 1;
      given += 1;
      return line;
    };
    /** A line that matters, `place` lines into the window, with what belongs to it. */
    function* giveEntry(start: number, end: number, place: number): Generator<Line> {
      const text = read(start, end);
      const head = headOf(start, end, text, next);
      if (head !== start) sifting.known?.forget();
      index = head === start ? place : place - sieve.countLines(head, start);
      for (next = head; next < start; ) yield give(next, endOfLine(bytes, next));
      yield give(start, end, text);
      for (let behind = 0; next < bytes.length && behind < MAX_BEHIND; behind += 1) {
        if (!isBlankStart(bytes, next) && !sifting.isOpen()) break;
        yield give(next, endOfLine(bytes, next));
      }
    }
    /** Not the ends of a window, which tell who speaks, nor what goes on in the next line. */
    const isKnown = (start: number, end: number, place: number): boolean =>
      start > 0 &&
      start < last &&
      !isBlankStart(bytes, end + 1) &&
      sifting.known?.take(bytes, start, end, first + place) === true;

    function* giveExtras(to: number, from: number): Generator<Line, number> {
      let extra = from;
      for (let start = extras[extra]; start !== undefined && start < to; start = extras[extra]) {
        extra += 1;
        if (start < next) continue;
        yield* giveEntry(start, endOfLine(bytes, start), index + sieve.countLines(next, start));
      }
      return extra;
    }

    let extra = 0;
    for (let found = told; found > 0; found = sieve.more()) {
      for (let at = 0; at < found * HIT_INTS; at += HIT_INTS) {
        const start = hits[at] ?? 0;
        if ((extras[extra] ?? last) < start) extra = yield* giveExtras(start, extra);
        if (start < next) continue;
        const end = hits[at + 1] ?? 0;
        const place = hits[at + 2] ?? 0;
        if (isKnown(start, end, place)) {
          next = end + 1;
          index = place + 1;
          given += 1;
        } else yield* giveEntry(start, end, place);
      }
    }
    yield* giveExtras(bytes.length, extra);
    if (sieve.holdsNul) take('nul-bytes');
    if (!sieve.isAscii && !isUtf8(bytes)) take('invalid-utf8');
    lines = sieve.lines + (bytes.at(-1) === LF ? 0 : 1);
    leftOut += lines - given;
  }

  return {
    halves: [input.subarray(0, halfBytes), input.subarray(halfBytes)],
    pick,
    get lines() {
      return lines;
    },
    get leftOut() {
      return leftOut;
    },
  };
}

/** A CR before the LF is no part of the line. */
const endsWithCr = (bytes: Buffer, start: number, end: number): boolean =>
  end < bytes.length && end > start && bytes[end - 1] === CR;
