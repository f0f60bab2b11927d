import split2 from 'split2';
import { type Clip, type Line, rawByte } from '../model/line.js';
import type { TakeNote } from './notes.js';
import { repairUtf8 } from './utf8.js';
import type { Window } from './windows.js';

const CR = 0x0d;
const LF = 0x0a;
const LINE_END = Buffer.of(LF);
// An ASCII byte is never invalid UTF-8, so its stand-in is free to tell the mapper behind split2 something.
const CLIPPED = String.fromCodePoint(rawByte(0));
const LONE_CR = String.fromCodePoint(rawByte(1));

type OpenLine = { -readonly [key in keyof Line]: Line[key] };

/** Frames windows with split2: takes off the ends of their lines and numbers them. */
export interface Framer {
  /** All lines of a window, numbered from `first` on. */
  frame(window: Window, first: number, isHead: boolean): readonly Line[];
  readonly clipped: number;
}

export function createFramer(source: string, take: TakeNote): Framer {
  const clips: Clip[] = []; // of clipped lines on their way through split2
  let lines: OpenLine[] = [];
  let no = 0;
  let clipped = 0;

  function toLine(raw: string): OpenLine {
    const cr = raw.charCodeAt(raw.length - 1) === CR;
    const text = cr ? raw.slice(0, -1) : raw;
    if (text.endsWith(LONE_CR)) return line(text.slice(0, -LONE_CR.length), cr);
    const clip = clips.length > 0 && text.endsWith(CLIPPED) ? clips.shift() : undefined;
    if (clip === undefined) return line(text, cr);
    clipped += 1;
    return { ...line(text.slice(0, -CLIPPED.length), cr), clip };
  }
  const line = (text: string, cr: boolean): OpenLine => ({ source, no, text, cr, aside: false });

  // Nothing is handed on through the stream, a hop per line costs 1 us: a write has framed its lines when it returns.
  const split = split2('\n', (raw: string) => {
    lines.push(toLine(raw));
    no += 1;
  });

  function textOf({ bytes, cut }: Window): Buffer {
    if (bytes.includes(0)) take('nul-bytes');
    const text = repairUtf8(bytes);
    if (text !== bytes) take('invalid-utf8');
    if (cut === undefined) return withLoneCr(text);
    clips.push(cut.clip);
    return Buffer.concat([text, Buffer.from(CLIPPED + cut.end)]);
  }

  return {
    frame(window, first, isHead) {
      no = first;
      lines = [];
      const text = textOf(window);
      split.write(text);
      if (text.at(-1) !== LF) split.write(LINE_END);
      if (!isHead) {
        const from = window.begins ? 1 : 0;
        const to = window.ends ? lines.length - 1 : lines.length;
        for (let i = from; i < to; i += 1) setAside(lines[i]);
      }
      return lines;
    },
    get clipped() {
      return clipped;
    },
  };
}

function setAside(line: OpenLine | undefined): void {
  if (line !== undefined) line.aside = true;
}

/** A CR at the very end, with no LF behind it, belongs to the line: the mapper must not take it off. */
function withLoneCr(text: Buffer): Buffer {
  return text.at(-1) === CR ? Buffer.concat([text, Buffer.from(LONE_CR)]) : text;
}
