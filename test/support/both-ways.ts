import { Readable } from 'node:stream';
import { createLogFacts } from '../../src/bundle/log-facts.js';
import { readLines } from '../../src/ingest/lines.js';
import type { WindowSizes } from '../../src/ingest/sifting.js';
import type { Rulebook } from '../../src/model/rule.js';
import { createMatcher } from '../../src/observe/matcher.js';
import { readWitness } from '../../src/observe/witness.js';
import { createParser } from '../../src/parse/parser.js';
import { siftFor, siftLiterals } from '../../src/sift.js';

/** What reading a source comes to for the rules. */
export interface Reading {
  /** Records that a rule looks at, with the time that counts for them. */
  readonly seen: readonly unknown[];
  readonly lines: number;
  readonly leftOut: number;
  readonly notes: readonly unknown[];
}

/** Reads a source as `analyze` does, record by record, with the sieve or without. */
export async function readSource(
  rulebook: Rulebook,
  chunks: Iterable<Buffer>,
  sizes: WindowSizes,
  sieve: boolean,
): Promise<Reading> {
  const match = createMatcher(rulebook.signals);
  const facts = createLogFacts('x', '');
  const seen: unknown[] = [];
  let latest: number | undefined;
  const parser = createParser({ source: 'x', hint: {} }, (record) => {
    latest = record.time?.ms ?? latest;
    const told = facts.list().length;
    facts.see(record);
    const matches = match(record);
    const witness = readWitness(record);
    if (matches.length === 0 && witness === undefined && told === facts.list().length) return;
    // Whether a text was noticed to come again hangs on what was read.
    const { line, format, alike, ...rest } = record;
    const signals = matches.map(({ signal, fields }) => ({ signal: signal.name, fields }));
    seen.push({ ...rest, no: line.no, text: line.text, signals, witness, at: latest });
  });
  const sifting = siftFor(parser, sieve ? siftLiterals(rulebook) : undefined, sizes);
  const reader = readLines('x', Readable.from(chunks), { sifting });
  let last = 0;
  for await (const lines of reader)
    for (const line of lines) {
      if (line.no > last + 1) parser.skip();
      last = line.no;
      parser.push(line);
    }
  parser.end();
  const { lines, leftOut, notes } = reader;
  return { seen: [...seen, facts.list()], lines, leftOut, notes };
}
