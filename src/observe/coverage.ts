import type { FileRole } from '../model/fact.js';
import type { ParseTally } from '../model/record.js';
import type { Coverage, CoverageNote } from '../model/report.js';
import type { EpochMs } from '../model/time.js';
import type { SourceObserver } from './observe.js';
import type { Settle } from './runs.js';
import { gapsBetween, joinSpells, type Spell } from './spells.js';
import { isYearless } from './year.js';

/** The coverage of a source before its times are complete and its node is known. */
export interface RawCoverage extends Coverage {
  /** The folder of the bundle the source belongs to. */
  readonly scope: string;
  readonly yearless: boolean;
  /** Bare stamps were read as UTC. */
  readonly zoneless: boolean;
  /** Stretches of time with records. */
  readonly spells: readonly Spell[];
  /** All nodes the source speaks of. */
  readonly nodes: readonly string[];
}

/** What the reader of a source counted. */
export interface LineTally {
  readonly lines: number;
  readonly clipped: number;
  readonly notes: readonly CoverageNote[];
}

const UNREAD = { sieved: 0, records: 0, unparsed: 0, suppressed: 0, gaps: [] } as const;

/** A file of a bundle that is no log. */
export function coverFacts(input: {
  readonly source: string;
  readonly scope: string;
  readonly role: FileRole;
  readonly kind: string;
  readonly reader: LineTally;
}): RawCoverage {
  const { source, scope, role, kind, reader } = input;
  const { lines, clipped, notes } = reader;
  const flags = { scope, yearless: false, zoneless: false, spells: [], nodes: [] };
  return { source, role, format: kind, lines, clipped, notes, ...UNREAD, ...flags };
}

export function coverSource(input: {
  readonly source: string;
  readonly scope: string;
  readonly reader: LineTally;
  readonly tally: ParseTally;
  readonly seen: SourceObserver;
}): RawCoverage {
  const { source, scope, reader, tally, seen } = input;
  const { spells, node } = seen.coverage;
  const from = spells[0]?.from;
  const to = spells.at(-1)?.to;
  const yearless = tally.yearUnknown || (from !== undefined && isYearless(from));
  return {
    source,
    scope,
    role: 'log',
    ...(node === undefined ? {} : { node }),
    format: tally.format,
    lines: reader.lines,
    sieved: 0,
    records: tally.records,
    unparsed: tally.unparsed,
    clipped: reader.clipped,
    suppressed: seen.suppressed,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    gaps: gapsBetween(spells),
    notes: [
      ...reader.notes,
      ...(yearless ? [{ code: 'year-assumed' } as const] : []),
      ...(tally.zoneUnknown ? [{ code: 'zone-assumed' } as const] : []),
    ],
    yearless,
    zoneless: tally.zoneUnknown,
    spells,
    nodes: seen.coverage.nodes,
  };
}

/** Completes times and nodes once everything was read. */
export function settleCoverage(
  covered: readonly RawCoverage[],
  settle: Settle,
  nodeOf: (coverage: RawCoverage) => string,
): readonly Coverage[] {
  return covered.map((raw): Coverage => {
    const { yearless, zoneless, spells, scope: _scope, nodes: _nodes, node: _node, ...rest } = raw;
    const isLog = raw.nodes.length > 0 || (raw.records > 0 && raw.from !== undefined);
    const named = isLog ? nodeOf(raw) : '';
    const placed = named === '' ? rest : { ...rest, node: named };
    if ((!yearless && !zoneless) || spells.length === 0) return placed;
    return { ...placed, ...settleSpells(spells, (at) => settle(at, raw.source)) };
  });
}

/** New Year's Eve stands behind New Year until the years are known. */
function settleSpells(
  spells: readonly Spell[],
  moved: (at: EpochMs) => EpochMs,
): Partial<Pick<Coverage, 'from' | 'to'>> & Pick<Coverage, 'gaps'> {
  const settled = joinSpells(spells.map(({ from, to }) => orderedSpell(moved(from), moved(to))));
  const [first] = settled;
  const last = settled.at(-1);
  const ends = first && last ? { from: first.from, to: last.to } : {};
  return { ...ends, gaps: gapsBetween(settled) };
}

const orderedSpell = (a: EpochMs, b: EpochMs): Spell => ({
  from: Math.min(a, b),
  to: Math.max(a, b),
});
