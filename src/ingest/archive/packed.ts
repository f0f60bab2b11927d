import type { TakeNote } from '../notes.js';
import type { Limits, Meter } from './limits.js';
import type { TempFolder } from './temp-folder.js';

/** What one argument shares with all that is found within it. */
export interface Expansion {
  readonly limits: Limits;
  readonly meter: Meter;
  readonly temp: TempFolder;
  readonly journalctl?: string;
}

/** Bytes whose kind is not known yet. */
export interface Packed {
  readonly name: string;
  readonly path?: string;
  /** The path is that of a regular file: its bytes can be read in any order. */
  readonly seekable?: boolean;
  /** Someone waits for the lines, and they may pause for long. */
  readonly live?: boolean;
  /** Archives around these bytes. */
  readonly depth: number;
  readonly bytes: (take: TakeNote) => AsyncGenerator<Buffer>;
  /** The bytes unpacked on another thread, if they are gzip; absent where it is not worth one. */
  readonly unzipped?: ((take: TakeNote) => AsyncGenerator<Buffer>) | undefined;
}
