import type { CorrelationRule } from '../model/rule.js';
import type { EpochMs, Instant } from '../model/time.js';

/** Which sources were written newest first (`journalctl -r`): lines of one stamp then come last line first, too. */
export interface ReadingOrder {
  source(name: string): StepCounter;
  /** Sources that go back far more often than on. */
  reversed(): ReadonlySet<string>;
  take(): TakenOrder;
  absorb(taken: TakenOrder): void;
}

export interface StepCounter {
  /** From a record to the next one. */
  step(from: EpochMs, isAssumed: boolean, to: Instant): void;
}

/** By source: how often its records go on in time, how often back. */
export type TakenOrder = ReadonlyMap<string, Steps>;

interface Steps {
  readonly on: number;
  readonly back: number;
}

/** Lines that came late go back as well, and the next ones on again. */
const TIMES_MORE = 2;

export function createReadingOrder(): ReadingOrder {
  const sources = new Map<string, { on: number; back: number }>();
  return {
    source(name) {
      const steps = sources.get(name) ?? { on: 0, back: 0 };
      sources.set(name, steps);
      return {
        step(from, isAssumed, to) {
          // The clock of assumed times is not yet that of the others.
          if (isAssumed !== to.assumed) return;
          if (to.ms > from) steps.on += 1;
          else if (to.ms < from) steps.back += 1;
        },
      };
    },
    reversed: () =>
      new Set([...sources].flatMap(([name, { on, back }]) => (back > on * TIMES_MORE ? name : []))),
    take: () => sources,
    absorb(taken) {
      for (const [name, steps] of taken) sources.set(name, { ...steps });
    },
  };
}

/**
 * Signals that stand at the head of a sequence and may excuse others (a stop that was asked for): at one stamp in several
 * sources nothing tells what came first, and they are taken to have.
 */
export function leadingSignals(correlations: readonly CorrelationRule[]): ReadonlySet<string> {
  const ordered = correlations.filter((one) => one.type === 'temporal_ordered');
  const excusing = new Set(
    ordered.flatMap(({ signals, unlessBetween }) =>
      unlessBetween.filter((name) => !signals.includes(name)),
    ),
  );
  return new Set(ordered.flatMap(({ signals: [head = ''] }) => (excusing.has(head) ? head : [])));
}
