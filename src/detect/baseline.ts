import type { EpochMs } from '../model/time.js';
import { countInColumn, createRateColumn, type RateColumn } from './rate-column.js';
import { baselineOf, type RateSeries } from './usual-rate.js';

export { baselineOf, countOutside, isBurst, type RateSeries, robustZ } from './usual-rate.js';

/** Counts per minute of each signal on each node. */
export interface RateBook {
  /** Counts what comes in time order. */
  counterOf(signal: string, node: string): (at: EpochMs, weight: number) => void;
  /** The node wrote something at this time, be it no signal: silence around it counts as 0. */
  cover(node: string, at: EpochMs): void;
  /** All signals together, over the time the node is covered; `undefined` where nothing is known. */
  of(signals: readonly string[], node: string): RateSeries | undefined;
  /** Healthy rate per minute outside the interval, or `undefined`: see `baselineOf`. */
  baseline(
    signals: readonly string[],
    node: string,
    from: EpochMs,
    to: EpochMs,
  ): number | undefined;
  /** Pairs of signal and node that were not counted: there were too many. */
  readonly dropped: number;
}

interface OpenSpan {
  from: EpochMs;
  to: EpochMs;
}

function widen(span: OpenSpan, at: EpochMs): void {
  if (at < span.from) span.from = at;
  if (at > span.to) span.to = at;
}

const MINUTE_MS = 60_000;
/** Non-empty buckets a track keeps, and buckets a series has: a week of minutes. */
const MAX_BUCKETS = 10_080;
const MAX_TRACKS = 10_000;

/**
 * Bounded: a track with more than 10,080 buckets counts in buckets of twice the length, as often as needed; of more than
 * 10,000 pairs of signal and node the later ones are not counted.
 */
export function createRateSeries(): RateBook {
  const tracks = new Map<string, Map<string, RateColumn>>();
  const spans = new Map<string, OpenSpan>();
  let pairs = 0;
  let dropped = 0;

  function spanOf(node: string, at: EpochMs): OpenSpan {
    const span = spans.get(node) ?? { from: at, to: at };
    spans.set(node, span);
    return span;
  }
  function trackOf(signal: string, node: string): RateColumn | undefined {
    const ofNode = tracks.get(node) ?? new Map<string, RateColumn>();
    const track = ofNode.get(signal);
    if (track) return track;
    if (pairs >= MAX_TRACKS) return undefined;
    pairs += 1;
    const made = createRateColumn(MINUTE_MS);
    ofNode.set(signal, made);
    tracks.set(node, ofNode);
    return made;
  }
  function of(signals: readonly string[], node: string): RateSeries | undefined {
    const span = spans.get(node);
    if (!span) return undefined;
    const known = signals.flatMap((signal) => tracks.get(node)?.get(signal) ?? []);
    return layOut(known, span.from, span.to);
  }
  return {
    counterOf(signal, node) {
      let span: OpenSpan | undefined;
      let track: RateColumn | undefined;
      return (at, weight) => {
        span ??= spanOf(node, at);
        widen(span, at);
        track ??= trackOf(signal, node);
        if (track) countInColumn(track, at, weight, MAX_BUCKETS);
        else dropped += 1;
      };
    },
    cover: (node, at) => widen(spanOf(node, at), at),
    of,
    baseline(signals, node, from, to) {
      const series = of(signals, node);
      return series && baselineOf(series, from, to)?.perMinute;
    },
    get dropped() {
      return dropped;
    },
  };
}

/** One series over the span, in buckets of the coarsest track or of what the span needs. */
function layOut(tracks: readonly RateColumn[], from: EpochMs, to: EpochMs): RateSeries {
  let bucketMs = Math.max(MINUTE_MS, ...tracks.map((track) => track.bucketMs));
  const startOf = () => Math.floor(from / bucketMs);
  const sizeOf = () => Math.floor(to / bucketMs) - startOf() + 1;
  while (sizeOf() > MAX_BUCKETS) bucketMs *= 2;
  const start = startOf();
  const counts = new Array<number>(sizeOf()).fill(0);
  for (const track of tracks) {
    const ratio = bucketMs / track.bucketMs;
    for (let no = 0; no < track.size; no += 1) {
      const index = Math.floor((track.buckets[no] ?? 0) / ratio) - start;
      counts[index] = (counts[index] ?? 0) + (track.counts[no] ?? 0);
    }
  }
  return { startMs: start * bucketMs, bucketMs, counts };
}
