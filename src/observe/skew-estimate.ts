import { median, medianAbsoluteDeviation } from 'simple-statistics';

/** What one pair (or one exchange) of records tells of two clocks. */
export interface SkewSample {
  /** The second clock less the first, in milliseconds. */
  readonly offsetMs: number;
  /** The true offset lies so far from it at most, if the records are a pair at all. */
  readonly marginMs: number;
  /** Pairs of records it stands on. */
  readonly pairs: number;
  /** Samples of one episode may all be late for the same reason. */
  readonly episode: string;
  /** Bounded from both sides by what was written, not by how long such things usually take. */
  readonly measured: boolean;
}

export interface Skew {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  readonly pairs: number;
}

/** Fewer pairs claim nothing. */
export const MIN_PAIRS = 3;
/** Without a measured sample the pairs must come from several episodes. */
const MIN_EPISODES = 2;
/** So much of the evidence has to agree. */
const MIN_AGREEMENT = 2 / 3;
/** The standard deviation of a normal distribution, by its median absolute deviation. */
const SIGMA_PER_MAD = 1.4826;
const MAX_SIGMAS = 3;
/** Clocks wander against each other: by seconds a day without a time server. Further apart is a contradiction. */
const MAX_WANDER_MS = 5_000;

/**
 * The offset most samples agree on; `undefined` where they are too few or contradict each other, as they do
 * where a clock was set during the log. As long as more than half of the measured samples that agree (of all
 * that agree, where none is measured) are true pairs, the true offset lies within the uncertainty: it is no
 * smaller than what at least half of them allow.
 */
export function estimateSkew(samples: readonly SkewSample[]): Skew | undefined {
  if (samples.length === 0) return undefined;
  const agrees = createAgreement(samples);
  const agreeing = samples.filter(agrees);
  const others = samples.filter((sample) => !agrees(sample));
  const pairs = countPairs(agreeing);
  if (pairs < MIN_PAIRS || !isIndependent(agreeing)) return undefined;
  if (agreeing.length < MIN_AGREEMENT * samples.length) return undefined;
  if (pairs < MIN_AGREEMENT * countPairs(samples)) return undefined;
  // Two truths are none.
  if (others.some(({ measured }) => measured) || estimateSkew(others)) return undefined;
  return { ...weigh(agreeing), pairs };
}

/** Whether a sample fits the middle: of the measured ones where there are any, else of all. */
function createAgreement(samples: readonly SkewSample[]): (sample: SkewSample) => boolean {
  const offsets = offsetsOf(bestOf(samples));
  const middle = median(offsets);
  const spread = MAX_SIGMAS * SIGMA_PER_MAD * medianAbsoluteDeviation(offsets);
  const wander = Math.min(spread, MAX_WANDER_MS);
  return ({ offsetMs, marginMs, measured }) =>
    Math.abs(offsetMs - middle) <= marginMs + (measured ? MAX_WANDER_MS : wander);
}

/** What was measured says it best; the others only have to agree. */
function weigh(agreeing: readonly SkewSample[]): Omit<Skew, 'pairs'> {
  const best = bestOf(agreeing);
  const offsetMs = median(offsetsOf(best));
  const distanceOf = (sample: SkewSample): number => Math.abs(sample.offsetMs - offsetMs);
  const reaches = best.map((sample) => sample.marginMs + distanceOf(sample));
  const uncertaintyMs = Math.max(
    atRank(reaches, 0.5),
    atRank(best.map(distanceOf), 0.9),
    atRank(agreeing.map(distanceOf), 0.5),
  );
  return { offsetMs, uncertaintyMs };
}

function bestOf(samples: readonly SkewSample[]): readonly SkewSample[] {
  const measured = samples.filter((sample) => sample.measured);
  return measured.length > 0 ? measured : samples;
}

const offsetsOf = (samples: readonly SkewSample[]): number[] =>
  samples.map(({ offsetMs }) => offsetMs);

const countPairs = (samples: readonly SkewSample[]): number =>
  samples.reduce((sum, { pairs }) => sum + pairs, 0);

function isIndependent(samples: readonly SkewSample[]): boolean {
  if (samples.some(({ measured }) => measured)) return true;
  return new Set(samples.map(({ episode }) => episode)).size >= MIN_EPISODES;
}

/** The smallest value that at least this share of the values does not exceed. */
function atRank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
