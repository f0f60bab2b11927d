import type { Detector, DetectTally } from '../model/detection.js';
import type { CorrelationRule } from '../model/rule.js';
import { toMicros } from '../model/time.js';
import type { Nearest } from './nearest.js';
import type { Outbox } from './outbox.js';

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

/** The working parts of a detector; times are whole microseconds, so that closed borders are exact. */
export interface DetectorParts {
  readonly push: Detector['push'];
  advance(us: number): void;
  /** Closes what is still open at `us`. */
  end(us: number): void;
  readonly groups: { readonly evicted: number };
  readonly nearest: Nearest;
}

export function assembleDetector(outbox: Outbox, parts: DetectorParts): Detector {
  return {
    push: parts.push,
    advance: (now) => parts.advance(toMicros(now)),
    end(now) {
      parts.end(toMicros(now));
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
