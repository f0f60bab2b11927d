import type { Tick } from '../model/triage.js';
import type { Shared } from './view.js';

/** Keys of the findings that have storms, each once. */
export const stormsOf = ({ triage }: Shared): readonly string[] => [
  ...new Set(triage.timeline.lanes.flatMap(({ storms }) => storms.map(({ finding }) => finding))),
];

export const ticksOf = ({ triage }: Shared): ReadonlySet<Tick['kind']> =>
  new Set(triage.timeline.lanes.flatMap(({ ticks }) => ticks.map(({ kind }) => kind)));

export const hatchedAnywhere = ({ triage }: Shared): boolean =>
  triage.timeline.lanes.some(({ lost }) => lost.length > 0);
