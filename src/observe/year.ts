import { type EpochMs, hasNoYear, UNKNOWN_YEAR } from '../model/time.js';

const DAY_MS = 86_400_000;
/** Years tried on either side of a known time. */
const REACH = 1;

/** A source whose stamps lack the year: when it speaks, counted from `UNKNOWN_YEAR`. */
export interface YearlessSpan {
  readonly source: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface KnownSpan {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The same day and time so many years later; 29 February becomes 1 March where there is none. */
export function addYears(ms: EpochMs, years: number): EpochMs {
  if (years === 0) return ms;
  const whole = Math.floor(ms);
  const date = new Date(whole);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime() + (ms - whole);
}

/**
 * How many years a source has to be moved by so that it ends last before `moment`, when its file was collected.
 * Its zone may not be known: a day more is allowed.
 */
export function yearsBefore({ to }: YearlessSpan, moment: EpochMs): number {
  const years = new Date(moment).getUTCFullYear() - new Date(to).getUTCFullYear();
  return addYears(to, years) <= moment + DAY_MS ? years : years - 1;
}

/** How many years bring a source nearest to what is known of others; of equals the end counts. */
export function yearsNearest({ from, to }: YearlessSpan, known: KnownSpan): number {
  const middle = new Date(known.to).getUTCFullYear() - new Date(to).getUTCFullYear();
  let best = middle;
  let bestGaps: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let years = middle - REACH; years <= middle + REACH; years += 1) {
    const [first, last] = [addYears(from, years), addYears(to, years)];
    const apart = Math.max(0, first - known.to, known.from - last);
    const gaps = [apart, Math.abs(last - known.to)] as const;
    if (gaps[0] < bestGaps[0] || (gaps[0] === bestGaps[0] && gaps[1] < bestGaps[1])) {
      best = years;
      bestGaps = gaps;
    }
  }
  return best;
}

/**
 * Where nothing tells any year, sources that meet at New Year still belong together: the year is cut at its
 * longest silence, and what stands behind the cut is put before what stands in front of it.
 */
export function yearsAround(spans: readonly YearlessSpan[]): ReadonlyMap<string, number> {
  const inYear = spans
    .map((span) => {
      const years = UNKNOWN_YEAR - new Date(span.to).getUTCFullYear();
      return {
        source: span.source,
        years,
        from: addYears(span.from, years),
        to: addYears(span.to, years),
      };
    })
    .sort((a, b) => a.to - b.to);
  const [first] = inYear;
  if (!first) return new Map();
  let cut = 0;
  // The silence over New Year: from the last source's end to the first one's begin in the next year.
  let longest = addYears(Math.min(...inYear.map(({ from }) => from)), 1) - (inYear.at(-1)?.to ?? 0);
  let reached = first.to;
  for (const [index, { from, to }] of inYear.entries()) {
    if (index > 0 && from - reached > longest) {
      longest = from - reached;
      cut = index;
    }
    reached = Math.max(reached, to);
  }
  return new Map(
    inYear.map(({ source, years }, index) => [
      source,
      index < cut || cut === 0 ? years : years - 1,
    ]),
  );
}

/** The span of what is known; `undefined` where nothing is. */
export function hullOf(spans: readonly KnownSpan[]): KnownSpan | undefined {
  const known = spans.filter(({ from, to }) => !hasNoYear(from) && !hasNoYear(to));
  if (known.length === 0) return undefined;
  return {
    from: Math.min(...known.map(({ from }) => from)),
    to: Math.max(...known.map(({ to }) => to)),
  };
}
