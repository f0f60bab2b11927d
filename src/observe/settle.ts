import { type EpochMs, hasNoYear } from '../model/time.js';
import type { RawCoverage } from './coverage.js';
import type { Settle } from './runs.js';
import {
  addYears,
  hullOf,
  type KnownSpan,
  type YearlessSpan,
  yearsAround,
  yearsBefore,
  yearsNearest,
} from './year.js';

const MINUTE_MS = 60_000;

/** What bundles tell of the clock behind a source. */
export interface SourceClock {
  /** Minutes east of UTC that hold for bare stamps of a source at a time; 0 where nothing tells. */
  offsetOf(source: string, at: EpochMs): number;
  /** When the source was collected: what it says happened before. */
  momentOf(source: string): EpochMs | undefined;
}

/**
 * Completes assumed times. Stamps without year get the one that brings them nearest to those of their source that
 * have one, else the last one in which their source ends before it was collected, else the one that brings it nearest
 * to the other sources of its folder, else to all that have one.
 * Stamps read as UTC for want of a zone are moved by what the bundle tells of the zone.
 */
export function createSettle(covered: readonly RawCoverage[], clock: SourceClock): Settle {
  const years = yearsOf(covered, clock);
  const zoneless = new Set(covered.filter((one) => one.zoneless).map(({ source }) => source));
  return (at, source) => {
    const dated = hasNoYear(at) ? addYears(at, years.get(source) ?? 0) : at;
    return zoneless.has(source) ? dated - clock.offsetOf(source, dated) * MINUTE_MS : dated;
  };
}

/** By source: how far its stamps without year have to be moved. */
function yearsOf(covered: readonly RawCoverage[], clock: SourceClock): ReadonlyMap<string, number> {
  const spoken = covered.flatMap((one) => partsOf(one));
  const yearless = spoken.filter((part) => part.isYearless);
  if (yearless.length === 0) return new Map();
  const all = hullOf(spoken);
  const own = new Map(
    spoken.filter((part) => !part.isYearless).map((part) => [part.source, part] as const),
  );
  const inScope = new Map<string, KnownSpan | undefined>();
  const hullOfScope = (scope: string): KnownSpan | undefined => {
    if (!inScope.has(scope)) inScope.set(scope, hullOf(spoken.filter((it) => it.scope === scope)));
    return inScope.get(scope) ?? all;
  };
  const told = new Map<string, number>();
  const untold: YearlessSpan[] = [];
  for (const span of yearless) {
    const rest = own.get(span.source);
    const moment = clock.momentOf(span.source);
    const hull = hullOfScope(span.scope);
    if (rest) told.set(span.source, yearsNearest(span, rest));
    else if (moment !== undefined) told.set(span.source, yearsBefore(span, moment));
    else if (hull) told.set(span.source, yearsNearest(span, hull));
    else untold.push(span);
  }
  return told.size > 0 ? withNeighbours(told, untold, yearless) : yearsAround(untold);
}

interface Part extends YearlessSpan {
  readonly scope: string;
  readonly isYearless: boolean;
}

/** Of a source that waited too long for a year one part has none, and one may have. */
function partsOf({ source, scope, from, to, yearless, spells }: RawCoverage): readonly Part[] {
  if (from === undefined || to === undefined) return [];
  if (!yearless) return [{ source, scope, from, to, isYearless: false }];
  const ends = [from, to, ...spells.flatMap((spell) => [spell.from, spell.to])];
  const sorted = ends.sort((a, b) => a - b);
  return [true, false].flatMap((isYearless): readonly Part[] => {
    const own = sorted.filter((at) => hasNoYear(at) === isYearless);
    const [first] = own;
    const last = own.at(-1);
    if (first === undefined || last === undefined) return [];
    return [{ source, scope, from: first, to: last, isYearless }];
  });
}

/** Sources without any other help follow those that were collected at a known moment. */
function withNeighbours(
  told: ReadonlyMap<string, number>,
  untold: readonly YearlessSpan[],
  yearless: readonly YearlessSpan[],
): ReadonlyMap<string, number> {
  const dated = yearless.flatMap(({ source, from, to }) => {
    const years = told.get(source);
    return years === undefined ? [] : [{ from: addYears(from, years), to: addYears(to, years) }];
  });
  const hull = hullOf(dated);
  if (!hull) return told;
  return new Map([
    ...told,
    ...untold.map((span) => [span.source, yearsNearest(span, hull)] as const),
  ]);
}
