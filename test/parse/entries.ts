import type { Line } from '../../src/model/line.js';
import type { ClockHint, LogRecord, ParseTally } from '../../src/model/record.js';
import { createParser } from '../../src/parse/parser.js';

export const lineOf = (text: string, no = 1): Line => ({ source: 'x.log', no, text, cr: false });

/** All records of a text, and what the parser counted. */
export function parse(
  text: string,
  hint: ClockHint = {},
): { records: LogRecord[]; tally: ParseTally } {
  const records: LogRecord[] = [];
  const parser = createParser({ source: 'x.log', hint }, (record) => records.push(record));
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  lines.forEach((line, index) => {
    parser.push(lineOf(line, index + 1));
  });
  parser.end();
  return { records, tally: parser.tally };
}

/** Times of the records, `~` behind assumed ones, `-` where there is none. */
export const timesOf = (records: readonly LogRecord[]): string[] =>
  records.map(({ time }) =>
    time === undefined ? '-' : `${new Date(time.ms).toISOString()}${time.assumed ? '~' : ''}`,
  );
