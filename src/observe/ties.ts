import type { TimedObservation } from '../model/observation.js';

/** Observations of one stamp that are looked at together; beyond, they come in the order they have. */
const MAX_TIED = 4_096;

/**
 * Hands observations on in the order they have, but at one stamp first those of sources that have a leading signal there.
 * Within a source nothing changes.
 */
export function leadAtTies(
  leading: ReadonlySet<string>,
  see: (observation: TimedObservation) => void,
): { see(observation: TimedObservation): void; end(): void } {
  let tied: TimedObservation[] = [];
  const end = (): void => {
    const given = tied;
    tied = [];
    for (const one of ledOrder(given, leading)) see(one);
  };
  return {
    see(observation) {
      if (tied.length > 0 && (tied[0]?.at !== observation.at || tied.length >= MAX_TIED)) end();
      tied.push(observation);
    },
    end,
  };
}

function ledOrder(
  tied: readonly TimedObservation[],
  leading: ReadonlySet<string>,
): readonly TimedObservation[] {
  if (tied.length < 2 || !tied.some(({ signal }) => leading.has(signal))) return tied;
  const first = new Set(
    tied.flatMap(({ signal, subject }) => (leading.has(signal) ? subject.source : [])),
  );
  return [
    ...tied.filter(({ subject }) => first.has(subject.source)),
    ...tied.filter(({ subject }) => !first.has(subject.source)),
  ];
}
