import type { TimedObservation } from '../model/observation.js';
import type { EpochMs } from '../model/time.js';

/** Two sources may stamp one record this far apart: whole seconds here, receipt there. */
const APART_MS = 2_000;
const SWEEP_EVERY = 10_000;

interface Told {
  readonly at: EpochMs;
  /** Sources that told this record. */
  readonly sources: string[];
}

/**
 * A record that stands in several sources of a node (journal and syslog, overlapping exports, rotated
 * copies) counts once. Equal records of one source are kept: a storm repeats itself. Observations come
 * in time order; records of unknown nodes are never merged.
 */
export function* withoutDuplicates(
  observations: Iterable<TimedObservation>,
): Generator<TimedObservation> {
  const recent = new Map<string, Told[]>();
  let seen = 0;
  for (const observation of observations) {
    seen += 1;
    if (seen % SWEEP_EVERY === 0) sweep(recent, observation.at);
    if (observation.subject.node === '' || isNew(recent, observation)) yield observation;
  }
}

function isNew(recent: Map<string, Told[]>, observation: TimedObservation): boolean {
  const { at, subject } = observation;
  const key = keyOf(observation);
  const told = recent.get(key) ?? [];
  while (told[0] && at - told[0].at > APART_MS) told.shift();
  const known = told.find(({ sources }) => !sources.includes(subject.source));
  if (known) known.sources.push(subject.source);
  else told.push({ at, sources: [subject.source] });
  recent.set(key, told);
  return known === undefined;
}

/** What two tellings of one record share. */
function keyOf({ signal, subject, fields }: TimedObservation): string {
  const { node, pod, component } = subject;
  const values = Object.entries(fields).map(([name, value]) => `${name}\u0002${value}`);
  return [signal, node, pod?.container, component, ...values.sort()].join('\u0001');
}

function sweep(recent: Map<string, Told[]>, now: EpochMs): void {
  for (const [key, told] of recent) {
    const last = told.at(-1);
    if (!last || now - last.at > APART_MS) recent.delete(key);
  }
}

/** Is there a node that several sources speak of? */
export function mayRepeat(nodes: readonly (string | undefined)[]): boolean {
  const named = nodes.filter((node) => node !== undefined);
  return new Set(named).size < named.length;
}
