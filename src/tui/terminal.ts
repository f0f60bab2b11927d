import type { WriteStream } from 'node:tty';

/** Keys that were echoed before the start are erased; then the other screen, cursor hidden: the scroll-back keeps what stood there. */
const ENTER = '\r\u001B[K\u001B[?1049h\u001B[?25l\u001B[2J';
/** Colours off, cursor shown, back to the normal screen. */
const LEAVE = '\u001B[0m\u001B[?25h\u001B[?1049l';
/** Terminals that know it show a frame whole (synchronized output); others ignore it. */
const BEGIN_FRAME = '\u001B[?2026h';
const END_FRAME = '\u001B[?2026l';
const ERASE_ROW = '\u001B[2K';

/** Terminals without a window system: nothing takes what is sent to a clipboard. */
const WITHOUT_CLIPBOARD: ReadonlySet<string> = new Set(['', 'dumb', 'linux', 'vt100', 'vt220']);

/** Whether a terminal of this name may have a clipboard; none tells whether it took anything. */
export const hasClipboard = (name = ''): boolean => !WITHOUT_CLIPBOARD.has(name);

export interface Terminal {
  enter(): void;
  /** Restores the normal screen; nothing the second time. */
  leave(): void;
  /** Writes the rows that differ from those of the last frame. */
  show(rows: readonly string[]): void;
  /** The next frame is written whole: the terminal has another size, or showed something else. */
  forget(): void;
  /** `text` to the clipboard of the terminal (OSC 52). */
  copy(text: string): void;
}

/** Writes to a terminal by rows, each in its place; while the terminal cannot take more, only the last frame is kept. */
export function createTerminal(out: Pick<WriteStream, 'write' | 'once'>): Terminal {
  let shown: readonly string[] = [];
  let waiting: readonly string[] | undefined;
  let isFull = false;
  let isEntered = false;

  function write(text: string): void {
    if (out.write(text) || isFull) return;
    isFull = true;
    out.once('drain', () => {
      isFull = false;
      const rows = waiting;
      waiting = undefined;
      if (rows) show(rows);
    });
  }
  function show(rows: readonly string[]): void {
    if (!isEntered) return;
    if (isFull) {
      waiting = rows;
      return;
    }
    const changed = rows.flatMap((row, at) =>
      row === shown[at] ? [] : [`\u001B[${at + 1};1H\u001B[0m${ERASE_ROW}${row}`],
    );
    shown = rows;
    if (changed.length > 0) write(BEGIN_FRAME + changed.join('') + END_FRAME);
  }
  return {
    enter() {
      isEntered = true;
      shown = [];
      write(ENTER);
    },
    leave() {
      if (!isEntered) return;
      isEntered = false;
      waiting = undefined;
      write(LEAVE);
    },
    show,
    forget() {
      shown = [];
      if (isEntered) write('\u001B[2J');
    },
    copy: (text) => write(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`),
  };
}
