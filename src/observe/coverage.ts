import type { FileRole } from '../model/fact.js';
import type { ParseTally } from '../model/record.js';
import type { Coverage, CoverageNote } from '../model/report.js';
import { type EpochMs, hasNoYear } from '../model/time.js';
import type { ToldZones } from '../model/zone.js';
import { headCut } from './collector-limits.js';
import type { Copies } from './copies.js';
import type { Digest } from './digest.js';
import { gapsOfSources, type SpokenSource } from './gaps.js';
import type { SourceObserver } from './observe.js';
import { type Member, rotationGaps } from './rotation.js';
import type { Settle } from './runs.js';
import type { Host } from './source-coverage.js';
import { longestGaps, type SpokenSpell } from './spells.js';
import { type SpellsApart, settleApart } from './spells-apart.js';

/** The coverage of a source before its times are complete and its node is known. */
export interface RawCoverage extends Coverage {
  /** The folder of the bundle the source belongs to. */
  readonly scope: string;
  /** Stamps had no year, and nothing in the source before them told it. */
  readonly yearless: boolean;
  /** Bare stamps were read as UTC. */
  readonly zoneless: boolean;
  /** What the source told of zones, if only behind such stamps. */
  readonly zones?: ToldZones;
  /** Stretches of time with records. */
  readonly spells: readonly SpokenSpell[];
  /** The same, kept apart by the clock; absent where no time is an assumed one. */
  readonly apart?: SpellsApart;
  /** Who speaks in it. */
  readonly programs: readonly string[];
  /** What its copies share with it; absent where it holds no records. */
  readonly digest?: Digest;
  /** All nodes the source speaks of. */
  readonly nodes: readonly string[];
  /** The same, with what each of them tells; absent where the source speaks of one at most. */
  readonly spoken?: readonly Host[];
}

/** What the reader of a source counted. */
export interface LineTally {
  readonly lines: number;
  /** Lines that were counted only. */
  readonly leftOut: number;
  readonly clipped: number;
  /** Of text, decompressed. */
  readonly bytes: number;
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
  const flags = { scope, yearless: false, zoneless: false, spells: [], programs: [], nodes: [] };
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
  const { spells, apart, programs, node, digest, hosts } = seen.coverage;
  const { zones } = tally;
  const from = spells[0]?.from;
  const to = spells.at(-1)?.to;
  const isYearAssumed = tally.yearUnknown || (from !== undefined && hasNoYear(from));
  return {
    source,
    scope,
    role: 'log',
    ...(node === undefined ? {} : { node }),
    format: tally.format,
    lines: reader.lines,
    sieved: reader.leftOut,
    records: tally.records,
    unparsed: tally.unparsed,
    clipped: reader.clipped,
    suppressed: seen.suppressed,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    gaps: [],
    notes: [
      ...reader.notes,
      ...headCut(source, reader),
      ...(isYearAssumed ? [{ code: 'year-assumed' } as const] : []),
      ...(tally.zoneUnknown ? [{ code: 'zone-assumed' } as const] : []),
    ],
    yearless: tally.yearUnknown,
    zoneless: tally.zoneUnknown,
    ...(zones === undefined ? {} : { zones }),
    spells,
    ...(apart === undefined ? {} : { apart }),
    programs,
    digest,
    nodes: hosts.map(({ name }) => name),
    ...(hosts.length > 1 ? { spoken: hosts } : {}),
  };
}

/** Completes times and nodes once everything was read, and tells what is missing between. */
export function settleCoverage(
  covered: readonly RawCoverage[],
  settle: Settle,
  nodeOf: (coverage: RawCoverage) => string,
  copies: Copies = new Map(),
): readonly Coverage[] {
  const logs = covered.map((raw) => settleSource(raw, settle, nodeOf));
  const gaps = gapsOfSources(logs);
  const rotated = rotationGaps(logs);
  return covered.map((raw, index): Coverage => {
    const { yearless: _y, zoneless: _z, spells: _s, programs: _p, digest: _d, ...rest } = raw;
    const { scope: _scope, nodes: _nodes, node: _node, spoken: _spoken, notes, ...told } = rest;
    const { zones: _zones, apart: _apart, ...plain } = told;
    const { node = '', from, to }: Partial<Log> = logs[index] ?? {};
    const own = gaps.get(raw.source) ?? [];
    const before = rotated.get(raw.source);
    const original = copies.get(raw.source);
    return {
      ...plain,
      ...(node === '' ? {} : { node }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      gaps: longestGaps(before ? [before, ...own] : own),
      notes: original === undefined ? notes : [...notes, { code: 'copy-of', detail: original }],
    };
  });
}

type Log = SpokenSource & Member;

function settleSource(
  raw: RawCoverage,
  settle: Settle,
  nodeOf: (coverage: RawCoverage) => string,
): Log {
  const { source, zoneless, programs, records, lines } = raw;
  const isLog = raw.nodes.length > 0 || (records > 0 && raw.from !== undefined);
  const spells = settleSpells(raw, (at) => settle(at, source));
  const [first] = spells;
  const last = spells.at(-1);
  return {
    source,
    zoneless,
    programs,
    lines,
    node: isLog ? nodeOf(raw) : '',
    spells,
    ...(first && last ? { from: first.from, to: last.to } : {}),
  };
}

/** New Year's Eve stands behind New Year until the years are known. */
const settleSpells = (
  { yearless, zoneless, spells, apart }: RawCoverage,
  moved: (at: EpochMs) => EpochMs,
): readonly SpokenSpell[] =>
  (yearless || zoneless) && apart !== undefined ? settleApart(apart, spells, moved) : spells;
