import { createHash } from 'node:crypto';
import { maskSecrets } from './bundle/config/secrets.js';
import type { EnvironmentFact } from './model/fact.js';
import { lineBytes, shownText } from './model/line.js';
import { shortenMiddle } from './model/text.js';

/** Settings that findings cite: where a node joins. */
const CITED: ReadonlySet<string> = new Set(['server']);
/** A longer line may have been shortened when it was read: its bytes are gone. */
const MAX_LINE_CHARS = 20_000;
/** As citations of logs show them. */
const MAX_SHOWN_CHARS = 2000;

/** The facts of a file, with the hash and the text of their line where a finding may cite it. `text`: the file. */
export function withHashes(
  facts: readonly EnvironmentFact[],
  text: string,
): readonly EnvironmentFact[] {
  const isCited = (fact: EnvironmentFact): boolean => fact.kind === 'config' && CITED.has(fact.key);
  if (!facts.some(isCited)) return facts;
  const lines = text.split('\n');
  return facts.map((fact) => {
    const line = isCited(fact) ? lines[fact.place.line - 1] : undefined;
    return line === undefined || line.length > MAX_LINE_CHARS
      ? fact
      : { ...fact, place: { ...fact.place, ...quoteOf(line) } };
  });
}

const quoteOf = (line: string): { readonly sha256: string; readonly text: string } => ({
  sha256: createHash('sha256').update(lineBytes(line)).digest('hex'),
  text: shortenMiddle(maskSecrets(shownText(line)), MAX_SHOWN_CHARS),
});
