import { LOG_FACT_LITERALS } from './bundle/log-facts.js';
import type { KnownLines, Sifting, WindowSizes } from './ingest/sifting.js';
import type { Rulebook } from './model/rule.js';
import { WITNESS_LITERALS } from './observe/witness.js';
import { neededLiterals } from './parse/needed-literals.js';
import type { Parser } from './parse/parser.js';
import { roughTime } from './parse/rough-time.js';
import { longestPlain } from './rulebook/plain.js';

const MIN_CHARS = 4;
/** Runtimes cut at 16 KiB, rsyslog at 8 KiB: to count on, whether or not such a line was seen. */
const LONG_BYTES = 8_000;
/** What stands before the text is not equally long in all lines that were cut alike. */
const CUT_SLACK = 0.9;

/** What every line that may matter holds one of, as bytes; `undefined` where a rule has no such text. */
export function siftLiterals({
  signals,
}: Pick<Rulebook, 'signals'>): readonly string[] | undefined {
  const literals = [
    ...signals.flatMap((signal) => signal.literals),
    ...LOG_FACT_LITERALS,
    ...WITNESS_LITERALS,
  ];
  const plain = literals.map(longestPlain);
  if (plain.some((it) => it.length < MIN_CHARS)) return undefined;
  return [...new Set([...plain, ...neededLiterals(literals)])].sort();
}

/** How the reader of a source leaves lines out, on behalf of its parser. Without `literals` it leaves none. */
export const siftFor = (
  parser: Parser,
  literals: readonly string[] | undefined,
  sizes?: WindowSizes,
  known?: KnownLines,
): Sifting => ({
  known,
  literals: literals ?? [],
  mayLeaveOut: () => literals !== undefined && parser.linewise,
  isOpen: parser.isOpen,
  longBytes: () => Math.min(LONG_BYTES, Math.floor(parser.shortestCut * CUT_SLACK)),
  roughTime,
  isUndated: parser.isUndated,
  ...(sizes ? { sizes } : {}),
});
