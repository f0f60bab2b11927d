import type { Line } from '../../model/line.js';
import type { Pod } from '../../model/record.js';
import type { Envelope } from '../envelope.js';

/** What a format may ask of the reader it works in. One per source. */
export interface Context {
  /** The pod the source's path names, if any. */
  readonly pod: Pod | undefined;
  /** A whole entry. It goes out behind everything that is still held. */
  emit(envelope: Envelope): void;
  /**
   * An entry whose message starts at `column` of `text` and may go on in the lines below, indented to it.
   * It goes out when a line comes that is not.
   */
  hold(envelope: Envelope, text: string, column: number): void;
  /** A line without a transport: an entry of its own. */
  plain(line: Line, text: string): void;
  /** Lines that belong to no entry. */
  lost(lines: number): void;
}

/** One transport, running over one source. */
export interface Format {
  readonly id: string;
  /**
   * Takes the line or refuses it untouched. `text` is the line without terminal colours and wrappers.
   * A format that is `busy` and refuses has closed its entry first.
   */
  push(line: Line, text: string): boolean;
  /** In the middle of an entry of many lines: the next line is asked of this format only. */
  readonly busy?: boolean;
  /** Parts of an entry wait for the rest, which may stand behind lines of others. */
  readonly waits?: boolean;
  /** The source ends, or lines are missing: give out what is open. */
  end?(): void;
}

/** A format as listed: how to start it, and a real line (or lines) it reads. */
export interface FormatKind {
  readonly id: string;
  readonly sample: string;
  /** Content with what stricter formats of the same shape leave over: keeps its place in the list. */
  readonly lenient?: boolean;
  create(context: Context): Format;
}

/** Longest message that is joined from parts, in UTF-16 units; what comes after is dropped. */
export const MAX_JOINED_LENGTH = 1_048_576;
