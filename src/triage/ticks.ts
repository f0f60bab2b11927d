import type { TimedObservation } from '../model/observation.js';
import type { Tick } from '../model/triage.js';

/** Signals of a change of leader: of etcd's, and of a lease that components elect their leader by. */
export const LEADER_SIGNALS: ReadonlySet<string> = new Set([
  'etcd_leader_changes',
  'lease_lost',
  'spegel_lease_acquired',
  'spegel_renamed_lease_acquired',
]);

/** The lines of one start, and those of one election, come within so long. */
const ONE_START_MS = 60_000;
const ONE_ELECTION_MS = 10_000;
const MAX_TICKS = 2_000;

/** Restarts and changes of leader of one node, as its lines come in order of time. */
export interface TickKeeper {
  see(observation: TimedObservation): void;
  list(): readonly Tick[];
}

interface Marks {
  ticks: number[];
  /** What said the last of them. */
  readonly said: Set<string>;
}

export function createTicks(): TickKeeper {
  const starts: Marks = { ticks: [], said: new Set() };
  const elections: Marks = { ticks: [], said: new Set() };

  /** The supervisor, the kubelet … of a start say it once each. */
  const seeStart = ({ at, signal }: TimedObservation): void => {
    const isSame = at - lastOf(starts) < ONE_START_MS && !starts.said.has(signal);
    if (!isSame) mark(starts, at);
    starts.said.add(signal);
  };
  return {
    see(observation) {
      if (observation.fields.product_version !== undefined) seeStart(observation);
      if (!LEADER_SIGNALS.has(observation.signal)) return;
      if (observation.at - lastOf(elections) >= ONE_ELECTION_MS) mark(elections, observation.at);
    },
    list: () =>
      [
        ...starts.ticks.map((at): Tick => ({ kind: 'restart', at })),
        ...elections.ticks.map((at): Tick => ({ kind: 'leader-change', at })),
      ].sort((a, b) => a.at - b.at),
  };
}

const lastOf = ({ ticks }: Marks): number => ticks.at(-1) ?? Number.NEGATIVE_INFINITY;

/** Of too many every second one stays. */
function mark(marks: Marks, at: number): void {
  marks.said.clear();
  marks.ticks.push(at);
  if (marks.ticks.length > MAX_TICKS) marks.ticks = marks.ticks.filter((_, no) => no % 2 === 0);
}
