import type { Line } from '../model/line.js';
import type { Fields, Pod } from '../model/record.js';
import type { EpochMs } from '../model/time.js';

/**
 * A time as written. `absolute`: with zone and year; `offsetMinutes`: of its zone, where a text names one ahead of UTC or behind it. `bare`: wall clock of an unknown zone; `year` may be
 * missing; `msOfDay` carries microseconds as a fraction. `uptime`: seconds since boot, no date at all.
 */
export type Stamp =
  | { readonly kind: 'absolute'; readonly ms: EpochMs; readonly offsetMinutes?: number }
  | {
      readonly kind: 'bare';
      readonly year?: number;
      /** 1 … 12. */
      readonly month: number;
      readonly day: number;
      readonly msOfDay: number;
    }
  | { readonly kind: 'uptime'; readonly seconds: number };

/** One entry of a transport (journald, CRI, syslog …) with its text still unread. */
export interface Envelope {
  /** The line to cite: the one that carries the message. */
  readonly line: Line;
  readonly transport: string;
  readonly stamp?: Stamp;
  readonly node?: string;
  readonly ident?: string;
  readonly pid?: number;
  readonly unit?: string;
  readonly pod?: Pod;
  /** stdout, stderr: partial lines and joins are kept apart by it. */
  readonly stream?: string;
  readonly message: string;
  /** Fields of the transport that a rule may read (`N_DROPPED`, `MESSAGE_ID`, `PRIORITY` …). */
  readonly fields?: Fields;
  /** The entry stands for so many copies more (`message repeated 4 times`). */
  readonly repeated?: number;
}

/** What the transport made of one line. `entry`: it, too, may complete an earlier one. */
export type EnvelopeSink = (envelope: Envelope) => void;

/** One running transport reader of one source. */
export interface TransportReader {
  push(line: Line): void;
  /** The source ends: give out what is still open. */
  end(): void;
  /** Lines are missing here: nothing that is open can go on. */
  skip(): void;
  /** The next line does not begin with a blank: give out the entry that only such a line could continue. */
  settle(): void;
  /** Whether no other format is asked before that of the transport whose line it is. */
  asksFirst(transport: string): boolean;
  /** A prefix was taken off the line at hand, as it will be off those that follow. */
  readonly prefixed: boolean;
  /** The entry at hand may go on in the next lines, whatever they begin with. */
  readonly open: boolean;
  /** Every entry is one line, but for lines that begin with a blank. */
  readonly linewise: boolean;
  /** Lines that belong to no entry although they are neither blank nor separators. */
  readonly unparsed: number;
  /** The transport most lines came in; `plain` where there was none. */
  readonly format: string;
}
