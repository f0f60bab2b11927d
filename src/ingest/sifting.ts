import type { EpochMs } from '../model/time.js';

/** What lets a reader leave lines out, and asks of those who read. */
export interface Sifting {
  /** Of every line that may matter the bytes hold one of these. */
  readonly literals: readonly string[];
  /** Whether lines can be left out of this source at all. Asked behind its beginning. */
  mayLeaveOut(): boolean;
  /** Whether what was given so far may go on in the next lines. */
  isOpen(): boolean;
  /** Lines of so many bytes may be parts of one, with a literal cut in two: they are never left out. */
  longBytes(): number;
  /**
   * The time a line begins with, to the second and give or take a zone: for pauses within a window. Not asked for lines
   * that begin with an ISO stamp.
   */
  roughTime(text: string): EpochMs | undefined;
  /** Whether stamps were read that lack year or zone, and nothing told them yet. */
  isUndated(): boolean;
  /** Takes lines that are known without being read; absent: all are given. */
  readonly known?: KnownLines | undefined;
  /** For tests. */
  readonly sizes?: WindowSizes;
}

export interface KnownLines {
  /** True: the line is known and need not be given. `no`: its number. Nothing it could belong to is open. */
  take(bytes: Buffer, start: number, end: number, no: number): boolean;
  /** The line that was not taken is given with lines before it. */
  forget(): void;
}

export interface WindowSizes {
  /** Bytes at the beginning that are read whole, and of each region behind it. */
  readonly headBytes: number;
  readonly regionBytes: number;
  /** Lines at the end that are given, so that its time is exact: one may be cut off behind its stamp, some may be late. */
  readonly restLines?: number;
}

export const REST_LINES = 64;

/** The beginning tells format, zone, year and speakers; a region is what the sieve is fed with at once. */
export const WINDOW_SIZES: WindowSizes = { headBytes: 262_144, regionBytes: 4_194_304 };
