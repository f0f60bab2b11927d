import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import { createMatcher } from '../../src/observe/matcher.js';
import { createParser } from '../../src/parse/parser.js';
import { openRulebook } from '../../src/rulebook/open.js';
import { builtinRules, compiledRules } from '../../src/version.js';
import { TRANSPORTS } from '../generate/encode/encoders.js';
import { oddLog } from '../support/odd-logs.js';

const rulebook = await openRulebook([builtinRules()], compiledRules());
const messages = rulebook.signals.flatMap(({ samples }) => samples.match);
const TIMES = 4;
/** A matcher that has to be made for each record takes its time. */
const MAX_COMPARED = 200;

/** The log several times over: from the third time on its texts are known. */
function recordsOf(bytes: Buffer): readonly LogRecord[] {
  const records: LogRecord[] = [];
  const parser = createParser({ source: 'x', hint: {} }, (record) => records.push(record));
  const texts = bytes.toString().split('\n');
  for (let time = 0; time < TIMES; time += 1) {
    parser.skip();
    for (const [index, text] of texts.entries()) {
      parser.push({ source: 'x', no: time * texts.length + index + 1, text, cr: false });
    }
  }
  parser.end();
  return records;
}

/** A matcher that knows nothing of what it saw. */
const matchAlone = ({ alike: _alike, ...record }: LogRecord) =>
  createMatcher(rulebook.signals)(record);

let known = 0;

describe.each(TRANSPORTS)('%s', (transport) => {
  it('matches a record that is known like one that is not', () => {
    fc.assert(
      fc.property(oddLog(messages, [transport]), ({ bytes }) => {
        const match = createMatcher(rulebook.signals);
        const told = recordsOf(bytes).map((record) => ({ record, matches: match(record) }));
        for (const { record, matches } of told.slice(-MAX_COMPARED)) {
          expect(matches).toEqual(matchAlone(record));
          if (record.alike !== undefined) known += 1;
        }
      }),
      { numRuns: 2 },
    );
  });
});

it('knows most of the records that were compared', () => {
  expect(known).toBeGreaterThan(TRANSPORTS.length * 100);
});
