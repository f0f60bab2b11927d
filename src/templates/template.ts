import type { LogRecord } from '../model/record.js';
import type { FieldType } from '../model/rule.js';
import type { Match } from '../observe/matcher.js';
import type { Entry } from '../parse/read-alone.js';
import type { Pattern } from './pattern.js';
import type { Span } from './runs.js';
import type { StampPlace } from './stamp-places.js';

/** What lines that differ in digits only are known to say. */
export interface Template {
  readonly pattern: Pattern;
  /** Places at which no zero may stand, for a number does not begin with one. */
  readonly nonZero: readonly number[];
  readonly stamps: readonly KnownStamp[];
  readonly entry: Entry;
  readonly record: LogRecord;
  readonly matches: readonly KnownMatch[];
}

/** Where the stamp of an entry stands. `role`: index among the stamps of the entry; absent: it only has to be one. */
export interface KnownStamp extends StampPlace {
  readonly role: number | undefined;
}

/** A match whose fields are the same in all lines, but for `parts`. */
export interface KnownMatch extends Match {
  readonly parts: readonly FieldPart[];
}

/** A field that stands in the line as it is. */
export interface FieldPart extends Span {
  readonly name: string;
  readonly type: FieldType;
  /** The record has it as a number. */
  readonly isNumber: boolean;
}
