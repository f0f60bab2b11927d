import type { Detection } from '../model/detection.js';
import type { Subject, TimedObservation } from '../model/observation.js';
import type { Fields } from '../model/record.js';
import { createSharedLists } from './shared-lists.js';

/** A detection as it ends, with what is not kept of it. */
export interface Detected extends Omit<Detection, 'subjects' | 'lines'> {
  /** A few observations that carry it: the ends, the peak, the members of a sequence; in time order. */
  readonly samples: readonly TimedObservation[];
  /** Fields common to all observations of the interval (`peer_ip` of a request cycle). */
  readonly common: Fields;
}

/** Makes detections that take as little room as they can: equal parts are one object. */
export function createKeeper(): (detected: Detected) => Detection {
  const shareNodes = createSharedLists<string>();
  const shareSubjects = createSharedLists<Subject>();
  return ({ correlation, group, from, to, peak, count, open, value, nodes, samples }) => ({
    correlation,
    group,
    from,
    to,
    peak,
    count,
    open,
    value,
    nodes: shareNodes(nodes),
    subjects: shareSubjects(samples.map(({ subject }) => subject)),
    lines: samples.map(({ line }) => line),
  });
}

/** A detection as what another correlation sees: at its end, where its last sample was made. */
export function asObservation(detected: Detected): TimedObservation | undefined {
  const last = detected.samples.at(-1);
  if (!last) return undefined;
  const { correlation: signal, to: at, common, group } = detected;
  return { signal, at, subject: last.subject, line: last.line, fields: { ...common, ...group } };
}
