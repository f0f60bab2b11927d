/** Lines that belong to a line that matters, although they hold nothing themselves. All places are offsets of bytes. */
import { beginsWithStamp } from './stamp-start.js';

const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
/** How far the entry that goes on in a line may stand before it, behind lines of other programs. */
const MAX_BETWEEN = 40;
const MAX_BEFORE = 400;
/** A blank line, or one that journalctl or a program indented: part of the entry before it. */
export function isBlankStart(bytes: Buffer, at: number): boolean {
  const code = bytes[at];
  return code === SPACE || code === TAB || code === LF || code === CR;
}

export const previousStart = (bytes: Buffer, start: number): number =>
  start < 2 ? 0 : bytes.lastIndexOf(LF, start - 2) + 1;

/** The place of the LF, or the end of the bytes. */
export function endOfLine(bytes: Buffer, start: number): number {
  const lf = bytes.indexOf(LF, start);
  return lf === -1 ? bytes.length : lf;
}

/** For lines in order: where the entry begins that goes on in the line (its bytes and text), not before `floor`. */
export type FindHead = (start: number, end: number, text: string, floor: number) => number;

export function createHeadFinder(bytes: Buffer): FindHead {
  const holdsTab = createNeedle(bytes, TAB);
  return (start, end, text, floor) => {
    let from = start;
    for (let i = 0; i < MAX_BEFORE && from > floor && leans(bytes, from); i += 1) {
      from = previousStart(bytes, from);
    }
    if (!holdsTab(start, end) && !goesOn(text)) return from;
    for (let i = 0; i < MAX_BETWEEN && from > floor; i += 1) from = previousStart(bytes, from);
    return from;
  };
}

/** A step of a trace, not its beginning: that has the header of klog. */
const TRACE_STEP = /(?<!\.go:\d+\] )Trace\[/;

/** The text goes on with an entry before it: see parse/join-kinds.ts. Docker's pieces end where a program paused. */
function goesOn(text: string): boolean {
  if (TRACE_STEP.test(text) || text.includes(', Header: map[')) return true;
  // journalctl writes a tab as blanks, rsyslog as an escape.
  if (text.includes(':    ') || text.includes('#011')) return true;
  return text.startsWith('{') && (text.includes('"log":"') || text.includes('"\\t'));
}

/** Bytes that are looked at beyond what is asked: lines close to each other are looked at together. */
const AHEAD_BYTES = 4_096;

/** Whether a byte stands in [from, to); asked with growing places, so that nothing is looked at twice. */
function createNeedle(bytes: Buffer, byte: number): (from: number, to: number) => boolean {
  let found = -1; // the last one that was found,
  let looked = 0; // and up to where there is no other behind it
  return (from, to) => {
    while (found < from && looked < to) {
      const start = Math.max(from, looked);
      const stop = to + AHEAD_BYTES;
      const at = bytes.subarray(start, stop).indexOf(byte);
      if (at !== -1) found = start + at;
      looked = at === -1 ? stop : found + 1;
    }
    return found >= from && found < to;
  };
}

/** The line takes its time from the one before, or is part of its entry. */
const leans = (bytes: Buffer, at: number): boolean =>
  isBlankStart(bytes, at) || !beginsWithStamp(bytes, at, endOfLine(bytes, at));

/** In lines whose entry may go on behind lines of others although they hold no literal: see parse/join-kinds.ts. */
const OPENINGS: readonly string[] = ['=<', 'ResponseCode: '];
const TAIL_BYTES = 16_384;

/** Starts of such lines near the end of the bytes: the next bytes cannot ask for them any more. */
export function openingLines(bytes: Buffer): readonly number[] {
  const from = Math.max(0, bytes.length - TAIL_BYTES);
  const starts: number[] = [];
  for (const opening of OPENINGS) {
    let at = bytes.indexOf(opening, from, 'latin1');
    for (; at !== -1; at = bytes.indexOf(opening, endOfLine(bytes, at), 'latin1')) {
      starts.push(bytes.lastIndexOf(LF, at) + 1);
    }
  }
  return starts;
}

/** Starts of lines of more than so many bytes: found by leaps, not line by line. */
export function longLines(bytes: Buffer, longBytes: number): readonly number[] {
  const starts: number[] = [];
  for (let at = 0; bytes.length - at > longBytes; ) {
    const lf = bytes.lastIndexOf(LF, at + longBytes);
    if (lf < at) {
      starts.push(at);
      at = endOfLine(bytes, at) + 1;
    } else at = lf + 1;
  }
  return starts;
}
