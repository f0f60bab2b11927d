import type { EpochMs } from '../model/time.js';
import { PAUSE_MS } from './collect-edges.js';
import type { ClusterFacts, Edge } from './facts.js';

/** So many requests in one spell are more than single calls and restarts. */
const MIN_REQUESTS = 30;

interface Interval {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * Members of the cycles whose own log shows that they are asked, in the time in question: a log that is cut short
 * may show the cycle and yet end before a correlation could hold.
 */
export function membersThatShow(
  cycles: readonly (readonly string[])[],
  { edges }: Pick<ClusterFacts, 'edges'>,
  during: Interval | undefined,
): readonly string[] {
  const asked = new Set(edges.filter((edge) => isAskedIn(edge, during)).map(({ node }) => node));
  return [...new Set(cycles.flat())].filter((member) => asked.has(member));
}

const isAskedIn = ({ count, spells = [] }: Edge, during: Interval | undefined): boolean =>
  during === undefined || spells.length === 0
    ? count >= MIN_REQUESTS
    : spells.some(
        (spell) =>
          spell.count >= MIN_REQUESTS &&
          spell.from <= during.to + PAUSE_MS &&
          during.from <= spell.to + PAUSE_MS,
      );
