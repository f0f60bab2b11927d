import type { Detection, DetectTally } from '../model/detection.js';
import type { Best } from '../model/explanation.js';
import { readObservation, type Shape, type TimedObservation } from '../model/observation.js';
import { createPerShape, type Described, isShared } from '../model/per-shape.js';
import type { CorrelationRule, FieldTest } from '../model/rule.js';
import { toMicros } from '../model/time.js';
import { testValue } from '../rulebook/match.js';
import { createDetector } from './create-detector.js';
import type { Detected } from './detected.js';
import type { Inlet } from './detector.js';
import { createOutbox } from './outbox.js';
import { createReorderBuffer } from './reorder.js';

/** Where a correlation takes in observations of one shape. */
export interface Entrance {
  readonly enter: Inlet;
  /** For one that comes behind the newest one, which is of `clockUs`. */
  enterBehind(observation: TimedObservation, us: number, clockUs: number): void;
}

/** One correlation in the engine: its filter, its reorder buffer and its detector. */
export interface Running {
  readonly name: string;
  /** How far behind the newest observation the detector runs. */
  readonly reachUs: number;
  /** How much later than its `to` a detection may come out. */
  readonly holdUs: number;
  /** `undefined`: no observation of the shape passes the filter. */
  entranceOf(shape: Shape): Entrance | undefined;
  /** A detection of another correlation; never late. The filter looks at what its observations have in common. */
  feed(observation: TimedObservation): void;
  /** Catches up with the clock. */
  settle(clockUs: number): void;
  end(us: number): readonly Detection[];
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
  /** False: other correlations alone ask for its detections. */
  readonly isAsked: boolean;
  readonly onDetection: ((detected: Detected) => void) | undefined;
}

export function createRunning(rule: CorrelationRule, options: RunningOptions): Running {
  const { maxGroups, inOrder, feeders, isAsked, onDetection } = options;
  const outbox = createOutbox({
    minDurationMs: rule.minDurationMs,
    isAsked,
    ...(onDetection && { onDetection }),
  });
  const detector = createDetector(rule, { maxGroups, outbox });
  // A detection comes after the signals of the instant at which it ends: they made it.
  const ranks = new Map(feeders.map(({ name }, index) => [name, index + 1]));
  const inletFor = createPerShape(detector.inletOf);
  const buffer = createReorderBuffer(
    (observation) => inletFor(observation)(observation, toMicros(observation.at)),
    { rankOf: (name) => ranks.get(name) ?? 0 },
  );
  const latenessUs = inOrder ? 0 : toMicros(rule.latenessMs);
  const reachUs = Math.max(latenessUs, ...feeders.map((one) => one.reachUs + one.holdUs));
  const filters = new Map(Object.entries(rule.filter));
  let late = 0;

  function add(observation: TimedObservation): void {
    if (!buffer.add(observation)) late += 1;
  }
  function feed(observation: TimedObservation): void {
    const tests = filters.get(observation.signal) ?? [];
    if (tests.every(passes(observation))) add(observation);
  }
  function entranceOf(shape: Shape): Entrance | undefined {
    const filter = createFilter(filters.get(shape.signal) ?? [], shape);
    if (filter === 'none') return undefined;
    const inlet = reachUs === 0 ? detector.inletOf(shape) : add;
    const enter: Inlet =
      filter === 'all'
        ? inlet
        : (observation, us) => {
            if (filter(observation)) inlet(observation, us);
          };
    return {
      enter,
      enterBehind(observation, us, clockUs) {
        if (us >= clockUs - latenessUs) enter(observation, us);
        else if (filter === 'all' || filter(observation)) late += 1;
      },
    };
  }
  return {
    name: rule.name,
    reachUs,
    holdUs: toMicros(rule.windowMs) * holdWindows(rule),
    entranceOf,
    feed,
    settle(clockUs) {
      buffer.releaseTo(clockUs - reachUs);
      detector.advance(clockUs - reachUs);
    },
    end(us) {
      buffer.releaseTo(Number.POSITIVE_INFINITY);
      return detector.end(us);
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

const passes =
  (described: Described) =>
  (test: FieldTest): boolean =>
    testValue(test, readObservation(described, test.field));

/** Which observations of the shape pass the tests. */
function createFilter(
  tests: readonly FieldTest[],
  shape: Shape,
): 'all' | 'none' | ((observation: Described) => boolean) {
  const open = tests.filter(({ field }) => !isShared(shape, [field]));
  const decided = tests.filter((test) => !open.includes(test));
  if (!decided.every(passes(shape))) return 'none';
  return open.length === 0 ? 'all' : (observation) => open.every(passes(observation));
}
