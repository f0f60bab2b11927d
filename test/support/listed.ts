import type { Observations, TimedObservation } from '../../src/model/observation.js';

/** All observations, without the shapes that they may share. */
export function listed(observations: Observations): TimedObservation[] {
  const list: TimedObservation[] = [];
  observations(({ shape: _, ...observation }) => list.push(observation));
  return list;
}

/** The same the other way round. */
export const given =
  (list: readonly TimedObservation[]): Observations =>
  (see) =>
    list.forEach((one) => {
      see(one);
    });
