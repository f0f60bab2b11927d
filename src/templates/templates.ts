import type { LogRecord } from '../model/record.js';
import { createJournalOrder } from './journal-order.js';
import { type Learn, MAX_CHARS } from './learn.js';
import { createShelf, refusedLike } from './shelf.js';
import type { StampReaders } from './stamp-reader.js';
import { createPlacedLine, createTeller, type TemplateEars } from './teller.js';

/**
 * Most lines that matter are like others: the same but for digits, which change nothing of what the line is. Those
 * are taken by what was learnt of one of them: stamps and numbers are read, nothing else. What is heard is the same as
 * when the line is read.
 */
export interface Templates {
  /** True: the line was taken, and heard. */
  take(bytes: Buffer, start: number, end: number, no: number): boolean;
  /** The line asked for last is no entry by itself. */
  forget(): void;
  /** A line was read. */
  learn(record: LogRecord): void;
}

/** Of a line that ends with one the text is shorter than its bytes. */
const CR = 0x0d;
/** To learn a line costs as much as to read so many of them. */
const LEARN_AFTER = 32;
/** Lines that are learnt before any was taken, and one more for so many that were: what it costs stays small beside what it saves. */
const FIRST_TRIES = 64;
const TAKEN_A_TRY = 128;

/** `learnAfter`: for tests. */
export function createTemplates(
  source: string,
  learnLine: Learn,
  ears: TemplateEars,
  learnAfter = LEARN_AFTER,
): Templates {
  const shelf = createShelf();
  const journal = createJournalOrder(MAX_CHARS);
  const line = createPlacedLine(source);
  const stampReaders: StampReaders = new Map();
  /** The line to be learnt from. */
  let wanted = 0;
  let tries = FIRST_TRIES;
  let taken = 0;

  const want = (bytes: Buffer, start: number, end: number, no: number): void => {
    wanted = 0;
    if (end - start > MAX_CHARS || tries <= 0 || bytes[end - 1] === CR) return;
    if (shelf.count(bytes, start, end) >= learnAfter) wanted = no;
  };
  const takeText = (bytes: Buffer, start: number, end: number, no: number): boolean => {
    const held = end - start > MAX_CHARS ? undefined : shelf.find(bytes, start, end);
    if (held === undefined) {
      want(bytes, start, end, no);
      return false;
    }
    if (held.tell === undefined || !ears.isReady() || !held.tell(bytes, start, no)) return false;
    taken += 1;
    if (taken % TAKEN_A_TRY === 0) tries += 1;
    return true;
  };
  /** What stands for the line of a record: its entry with the fields in order, or its text. */
  const bytesOf = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    const length = journal.make(bytes, 0, bytes.length);
    return length === 0 ? bytes : Buffer.from(journal.bytes.subarray(0, length));
  };

  return {
    take(bytes, start, end, no) {
      line.put(bytes, start, end, no);
      const length = journal.make(bytes, start, end);
      return length === 0
        ? takeText(bytes, start, end, no)
        : takeText(journal.bytes, 0, length, no);
    },
    forget() {
      wanted = 0;
    },
    learn(record) {
      const { time } = record;
      if (record.line.no !== wanted) return;
      wanted = 0;
      tries -= 1;
      const bytes = bytesOf(record.line.text);
      const template = time === undefined ? undefined : learnLine(bytes.toString(), record, time);
      const held =
        template === undefined
          ? refusedLike(bytes)
          : {
              pattern: template.pattern,
              tell: createTeller(template, { line, stampReaders }, ears),
            };
      shelf.put(held, bytes);
    },
  };
}
