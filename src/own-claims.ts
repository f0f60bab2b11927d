import { isIPv4 } from 'node:net';
import { groupBy } from './model/group-by.js';
import type { EpochMs } from './model/time.js';

/** An address that one source calls its own. */
export interface NodeClaim {
  readonly source: string;
  readonly signal: string;
  readonly address: string;
  /** The first and the last line that tells it. */
  readonly from: EpochMs;
  readonly last: EpochMs;
  /** The end of the source: until then it holds, unless the source tells of another. */
  readonly to: EpochMs;
}

/**
 * Do the claims speak of more than one machine? Two logs do that at the same time have different addresses from
 * the same kind of line and have none in common; or one log that tells two in turns.
 */
export function conflicting(claims: readonly NodeClaim[]): boolean {
  for (const ofKind of groupBy(claims, kindOf).values()) {
    const bySource = [...groupBy(ofKind, ({ source }) => source).values()];
    if (bySource.some(inTurns)) return true;
    const addresses = bySource.map((own) => new Set(own.map(({ address }) => address)));
    for (const [i, a] of bySource.entries()) {
      for (let j = i + 1; j < bySource.length; j += 1) {
        const b = bySource[j] ?? [];
        if (disjoint(addresses[i], addresses[j]) && overlap(reachOf(a), reachOf(b))) return true;
      }
    }
  }
  return false;
}

const kindOf = ({ signal, address }: NodeClaim): string => `${signal} ${isIPv4(address)}`;

interface Reach {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

const reachOf = (own: readonly NodeClaim[]): Reach => ({
  from: Math.min(...own.map(({ from }) => from)),
  to: Math.max(...own.map(({ to }) => to)),
});

/** A machine that gets another address does not go back and forth. */
const inTurns = (own: readonly NodeClaim[]): boolean =>
  own.some((a, i) =>
    own
      .slice(i + 1)
      .some((b) => overlap({ from: a.from, to: a.last }, { from: b.from, to: b.last })),
  );

const overlap = (a: Reach, b: Reach): boolean => a.from <= b.to && b.from <= a.to;

const disjoint = (
  a: ReadonlySet<string> = new Set(),
  b: ReadonlySet<string> = new Set(),
): boolean => ![...a].some((it) => b.has(it));
