import type { Entry } from '../entry.js';

export interface EncodeOptions {
  /** Minutes east of Greenwich of the machine that printed the log. Default 0. */
  readonly offsetMinutes?: number;
  /** What `%Z` prints in short-full and verbose. Default `UTC`. */
  readonly zoneName?: string;
  /** `+00:00` instead of `+0000` in short-iso (systemd 255 and later). */
  readonly isoColon?: boolean;
  /** `--no-hostname`. */
  readonly noHostname?: boolean;
  /** For the key order and the cursors. Default 1. */
  readonly seed?: number | string;
}

/** Gives the bytes of one entry, separators and line ends included. State belongs to one output. */
export type EncodeEntry = (entry: Entry, no: number) => string | Buffer;
export type CreateEncoder = (options: EncodeOptions) => EncodeEntry;
