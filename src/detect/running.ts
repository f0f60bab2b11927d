import type { Detection, DetectTally } from '../model/detection.js';
import { readObservation, type TimedObservation } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import { type EpochMs, toMicros } from '../model/time.js';
import { testValue } from '../rulebook/match.js';
import { createDetector } from './create-detector.js';
import { createOutbox } from './outbox.js';
import { createReorderBuffer } from './reorder.js';

/** One correlation in the engine: its filter, its reorder buffer and its detector. */
export interface Running {
  /** How far behind the newest observation the detector runs. */
  readonly reachUs: number;
  /** How much later than its `to` a detection may come out. */
  readonly holdUs: number;
  see(observation: TimedObservation, clockUs: number): void;
  /** A detection of another correlation; never late. */
  feed(observation: TimedObservation): void;
  /** Catches up with the clock. */
  settle(clockUs: number): void;
  end(now: EpochMs): readonly Detection[];
  /** After `end`: what held too briefly to be a detection. */
  brief(): readonly Detection[];
  readonly tally: DetectTally;
}

export interface RunningOptions {
  readonly maxGroups: number;
  /** What the correlations that feed this one need: the most of their reach and hold. */
  readonly feedersUs: number;
  readonly onDetection: ((detection: Detection) => void) | undefined;
}

export function createRunning(rule: CorrelationRule, options: RunningOptions): Running {
  const { maxGroups, feedersUs, onDetection } = options;
  const outbox = createOutbox({
    minDurationMs: rule.minDurationMs,
    ...(onDetection && { onDetection }),
  });
  const detector = createDetector(rule, { maxGroups, outbox });
  const buffer = createReorderBuffer(detector.push);
  const latenessUs = toMicros(rule.latenessMs);
  const reachUs = Math.max(latenessUs, feedersUs);
  const passes = createFilter(rule);
  let late = 0;

  function add(observation: TimedObservation): void {
    if (!buffer.add(observation)) late += 1;
  }
  function settle(clockUs: number): void {
    buffer.releaseTo(clockUs - reachUs);
    detector.advance((clockUs - reachUs) / 1000);
  }
  return {
    reachUs,
    holdUs: toMicros(rule.windowMs) * (rule.window === 'tumbling' ? 2 : 1),
    see(observation, clockUs) {
      if (!passes(observation)) return;
      if (toMicros(observation.at) < clockUs - latenessUs) late += 1;
      else if (reachUs === 0) detector.push(observation);
      else add(observation);
    },
    feed: add,
    settle,
    end(now) {
      buffer.releaseTo(Number.POSITIVE_INFINITY);
      return detector.end(now);
    },
    brief: outbox.brief,
    get tally() {
      return { ...detector.tally, lateObservations: late };
    },
  };
}

function createFilter(rule: CorrelationRule): (observation: TimedObservation) => boolean {
  const tests = new Map(Object.entries(rule.filter));
  if (tests.size === 0) return () => true;
  return (observation) => {
    const own = tests.get(observation.signal);
    return !own || own.every((test) => testValue(test, readObservation(observation, test.field)));
  };
}

/** A detection as what another correlation sees: at its end, where its last sample was made. */
export function asObservation(detection: Detection): TimedObservation | undefined {
  const last = detection.samples.at(-1);
  if (!last) return undefined;
  const { correlation: signal, to: at, common, group } = detection;
  return { signal, at, subject: last.subject, line: last.line, fields: { ...common, ...group } };
}
