import type { TimedObservation } from '../model/observation.js';
import type { Detector, DetectorSetup, RuleOf } from './detector.js';
import type { Cells, Measure } from './measure.js';
import { createWindowDetector } from './window-detector.js';

/** All signals in one window and group, in any order. */
export function createTemporal(rule: RuleOf<'temporal'>, setup: DetectorSetup): Detector {
  const wanted = [...new Set(rule.signals)];
  return createWindowDetector(rule, setup, {
    reads: [],
    sees: ({ signal }) => wanted.includes(signal),
    create: () => createMeeting(wanted),
    extreme: 'highest',
    growing: true,
    tellsNear: true,
    peak: 'count',
  });
}

function createMeeting(wanted: readonly string[]): Measure {
  const weights = wanted.map(() => 0);
  const latest = new Map<number, TimedObservation>();
  let present = 0;
  const complete = () => present === wanted.length;
  const cells: Cells = {
    encode: ({ signal }) => wanted.indexOf(signal),
    add(index, weight, observation) {
      const before = weights[index] ?? 0;
      if (before === 0) present += 1;
      weights[index] = before + weight;
      latest.set(index, observation);
    },
    remove(index, weight) {
      const left = (weights[index] ?? 0) - weight;
      weights[index] = left;
      if (left > 0) return;
      present -= 1;
      latest.delete(index);
    },
  };
  return {
    cells,
    value: (total) => total,
    near: () => present,
    raises: complete,
    holds: complete,
    members: () => [...latest.values()],
  };
}
