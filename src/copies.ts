import type { Copies } from './observe/copies.js';
import type { Placement } from './placement.js';

/** A copy stands where its original does: its own name and folder tell of no other node. */
export function placeCopies(placement: Placement, copies: Copies): Placement {
  if (copies.size === 0) return placement;
  const original = (source: string): string => copies.get(source) ?? source;
  return {
    ...placement,
    nodeOf: (named, source, ofPod) => placement.nodeOf(named, original(source), ofPod),
    subjectOf(subject) {
      const source = original(subject.source);
      if (source === subject.source) return placement.subjectOf(subject);
      return { ...placement.subjectOf({ ...subject, source }), source: subject.source };
    },
    offsetOf: (source, at) => placement.offsetOf(original(source), at),
    momentOf: (source) => placement.momentOf(original(source)),
    hasZone: (source) => placement.hasZone(original(source)),
  };
}
