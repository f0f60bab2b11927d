import type { Shape, TimedObservation } from '../../src/model/observation.js';

/** Shows one observation, of a shape of its own, to what takes them in by their shape. */
export function seeOne(
  { seerOf }: { seerOf(shape: Shape): (observation: TimedObservation, isInside: boolean) => void },
  observation: TimedObservation,
  isInside = true,
): void {
  const { signal, subject, fields } = observation;
  seerOf({ signal, subject, fields, numbers: [] })(observation, isInside);
}
