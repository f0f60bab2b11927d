import type { Shape } from './model/observation.js';
import { hasField } from './model/per-shape.js';

/** How often each signal was seen. */
export interface SignalCounts {
  /** Counts records of observations of one shape. */
  counterOf(shape: Shape): (weight: number) => void;
  seen(signal: string): number;
  /** Of those, how many lack a field that they should have. */
  unread(signal: string): number;
}

interface Count {
  seen: number;
  unread: number;
}

/** `expected`: by signal the fields that its observations should have. */
export function createSignalCounts(expected: ReadonlyMap<string, readonly string[]>): SignalCounts {
  const counts = new Map<string, Count>();
  const countOf = (signal: string): Count => {
    const count = counts.get(signal) ?? { seen: 0, unread: 0 };
    counts.set(signal, count);
    return count;
  };
  return {
    counterOf(shape) {
      const count = countOf(shape.signal);
      const lacks = expected.get(shape.signal)?.some((name) => !hasField(shape, name));
      return (weight) => {
        count.seen += weight;
        if (lacks) count.unread += weight;
      };
    },
    seen: (signal) => counts.get(signal)?.seen ?? 0,
    unread: (signal) => counts.get(signal)?.unread ?? 0,
  };
}
