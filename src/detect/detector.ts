import type { Detection, DetectTally } from '../model/detection.js';
import type { Best } from '../model/explanation.js';
import type { Shape, TimedObservation } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import type { Nearest } from './nearest.js';
import type { Outbox } from './outbox.js';

/** Takes an observation in; `us`: its time. */
export type Inlet = (observation: TimedObservation, us: number) => void;

/**
 * One running correlation. Observations come in time order; `end` closes what is still open. Times are whole
 * microseconds, so that closed borders are exact.
 */
export interface Detector {
  /** The way in for observations of one shape. */
  inletOf(shape: Shape): Inlet;
  /** Time has passed without an observation: expire windows up to `us`. */
  advance(us: number): void;
  /** No more input; `us` is the last instant the input covers. Gives all detections, by `from`. */
  end(us: number): readonly Detection[];
  /** Where it came nearest to holding, or furthest beyond; `undefined`: nothing was measured. */
  best(): Best | undefined;
  readonly tally: DetectTally;
}

/** What a detector is made with. */
export interface DetectorSetup {
  /** Groups kept at once. */
  readonly maxGroups: number;
  readonly outbox: Outbox;
}

export type RuleOf<Type extends CorrelationRule['type']> = Extract<
  CorrelationRule,
  { readonly type: Type }
>;

/** The working parts of a detector. */
export interface DetectorParts extends Pick<Detector, 'inletOf' | 'advance'> {
  /** Closes what is still open at `us`. */
  end(us: number): void;
  readonly groups: { readonly evicted: number };
  readonly nearest: Nearest;
}

export function assembleDetector(outbox: Outbox, parts: DetectorParts): Detector {
  return {
    inletOf: parts.inletOf,
    advance: parts.advance,
    end(us) {
      parts.end(us);
      return outbox.list();
    },
    best: parts.nearest.best,
    get tally(): DetectTally {
      return {
        evictedGroups: parts.groups.evicted,
        lateObservations: 0,
        droppedDetections: outbox.dropped,
      };
    },
  };
}
