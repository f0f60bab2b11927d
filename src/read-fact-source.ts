import type { ClusterDump } from './bundle/cluster-dump.js';
import type { FileClass } from './bundle/layout.js';
import { withHashes } from './cite-settings.js';
import type { Source } from './ingest/source.js';
import type { EnvironmentFact } from './model/fact.js';
import type { CoverageNote } from './model/report.js';
import { coverFacts, type RawCoverage } from './observe/coverage.js';

/** Files that tell facts are small; what lies beyond this is not read, in one line (bytes) or in all (characters). */
const MAX_FACT_CHARS = 16 * 1024 * 1024;

/** Nodes and pods that stand in a log: in the output of `kubectl cluster-info dump`. */
export async function readDump(
  source: string,
  { scope }: FileClass,
  { lists, isCut }: ClusterDump,
): Promise<{
  readonly facts: readonly EnvironmentFact[];
  readonly notes: readonly CoverageNote[];
}> {
  const notes: readonly CoverageNote[] = isCut ? [{ code: 'facts-cut' }] : [];
  if (lists.length === 0) return { facts: [], notes };
  const { readFactFile } = await import('./bundle/read-facts.js');
  const facts = lists.flatMap(({ kind, text, before }) =>
    readFactFile(kind, source, text, scope).map((fact) => ({
      ...fact,
      place: { ...fact.place, line: fact.place.line + before },
    })),
  );
  return { facts, notes };
}

/** A file of a bundle that is no log: what it tells, and that it was read. */
export async function readFacts(
  source: Source,
  { role, kind, scope }: FileClass,
  signal: AbortSignal | undefined,
): Promise<{ readonly coverage: RawCoverage; readonly facts: readonly EnvironmentFact[] }> {
  // Read by YAML, which takes long to load.
  const { readFactFile } = await import('./bundle/read-facts.js');
  const { isUnderstood } = await import('./bundle/understood.js');
  const reader = source.open(signal, undefined, MAX_FACT_CHARS);
  let text = '';
  let isCut = false;
  if (role !== 'ignored') {
    for await (const lines of reader) {
      isCut = text.length > MAX_FACT_CHARS;
      if (isCut) break;
      for (const line of lines) text += `${line.text}\n`;
    }
  }
  isCut ||= reader.clipped > 0;
  const facts = withHashes(readFactFile(kind, source.name, text, scope), text);
  const notes: CoverageNote[] = [];
  if (isCut) notes.push({ code: 'facts-cut' });
  else if (!isUnderstood(kind, text, facts)) notes.push({ code: 'facts-broken' });
  const coverage = coverFacts({ source: source.name, scope, role, kind, reader });
  return { coverage: { ...coverage, notes: [...coverage.notes, ...notes] }, facts };
}
