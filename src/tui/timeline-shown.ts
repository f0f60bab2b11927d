import type { Tick } from '../model/triage.js';
import { overlaps } from './timeline-grid.js';
import type { Range, Shared } from './view.js';

/** Keys of the findings that have storms in view, each once. */
export const stormsOf = ({ triage }: Shared, view: Range): readonly string[] => [
  ...new Set(
    triage.timeline.lanes.flatMap(({ storms }) =>
      storms.filter((storm) => overlaps(storm, view)).map(({ finding }) => finding),
    ),
  ),
];

export const ticksOf = ({ triage }: Shared, { from, to }: Range): ReadonlySet<Tick['kind']> =>
  new Set(
    triage.timeline.lanes.flatMap(({ ticks }) =>
      ticks.filter(({ at }) => at >= from && at < to).map(({ kind }) => kind),
    ),
  );

export const hatchedAnywhere = ({ triage }: Shared, view: Range): boolean =>
  triage.timeline.lanes.some(({ lost }) => lost.some((spell) => overlaps(spell, view)));
