import type { Detection, DetectTally } from '../model/detection.js';
import type { Best } from '../model/explanation.js';
import { readObservation, type TimedObservation } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import { type EpochMs, toMicros } from '../model/time.js';
import { testValue } from '../rulebook/match.js';
import { createDetector } from './create-detector.js';
import { createOutbox } from './outbox.js';
import { createReorderBuffer } from './reorder.js';

/** One correlation in the engine: its filter, its reorder buffer and its detector. */
export interface Running {
  readonly name: string;
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
  /** Where it came nearest to holding. */
  best(): Best | undefined;
  readonly tally: DetectTally;
}

export interface RunningOptions {
  readonly maxGroups: number;
  /** The observations seen (not the detections fed) come in order: the rule's lateness is not waited for. */
  readonly inOrder: boolean;
  /** The correlations that feed this one, in their running order. */
  readonly feeders: readonly Running[];
  readonly onDetection: ((detection: Detection) => void) | undefined;
}

export function createRunning(rule: CorrelationRule, options: RunningOptions): Running {
  const { maxGroups, inOrder, feeders, onDetection } = options;
  const outbox = createOutbox({
    minDurationMs: rule.minDurationMs,
    ...(onDetection && { onDetection }),
  });
  const detector = createDetector(rule, { maxGroups, outbox });
  // A detection comes after the signals of the instant at which it ends: they made it.
  const ranks = new Map(feeders.map(({ name }, index) => [name, index + 1]));
  const buffer = createReorderBuffer(detector.push, { rankOf: (name) => ranks.get(name) ?? 0 });
  const latenessUs = inOrder ? 0 : toMicros(rule.latenessMs);
  const reachUs = Math.max(latenessUs, ...feeders.map((one) => one.reachUs + one.holdUs));
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
    name: rule.name,
    reachUs,
    holdUs: toMicros(rule.windowMs) * holdWindows(rule),
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
    best: detector.best,
    get tally() {
      return { ...detector.tally, lateObservations: late };
    },
  };
}

/**
 * After how many windows beyond its `to` a detection is certain to be out. A tumbling window is judged once the next one is
 * over, and the one after `to` may be needed to end the interval. A run of unanswered triggers goes on while the next one
 * comes within a window, and whether that one is answered shows another window later.
 */
function holdWindows({ type, window }: CorrelationRule): number {
  if (type === 'absent_after') return 2;
  return window === 'tumbling' ? 3 : 1;
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
