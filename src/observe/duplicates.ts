import type { TimedObservation } from '../model/observation.js';
import { rotationOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';
import type { Copies } from './copies.js';
import type { Member } from './rotation.js';

/** Two sources may stamp one record this far apart: whole seconds here, receipt there. */
const APART_MS = 2_000;
const SWEEP_EVERY = 10_000;

interface Told {
  readonly at: EpochMs;
  /** Sources that told this record. */
  readonly sources: string[];
}

/** Rotated files of one set that overlap in time, by source. */
export type Overlaps = ReadonlyMap<string, string>;

/** Sources that repeat others are left out as a whole. */
export function* withoutCopies(
  observations: Iterable<TimedObservation>,
  copies: Copies,
): Generator<TimedObservation> {
  for (const one of observations) if (!copies.has(one.subject.source)) yield one;
}

/**
 * A record that stands in several sources of a node (journal and syslog, overlapping exports, rotated
 * copies) counts once. Equal records of one source are kept: a storm repeats itself. Observations come
 * in time order; records of unknown nodes are merged only between rotated files of one set that overlap.
 */
export function* withoutDuplicates(
  observations: Iterable<TimedObservation>,
  overlaps: Overlaps = new Map(),
): Generator<TimedObservation> {
  const recent = new Map<string, Told[]>();
  const setOf = createSets();
  let seen = 0;
  for (const observation of observations) {
    seen += 1;
    if (seen % SWEEP_EVERY === 0) sweep(recent, observation.at);
    const { node, source } = observation.subject;
    const place = node === '' ? overlaps.get(source) : node;
    if (place === undefined || isNew(recent, observation, place, setOf)) yield observation;
  }
}

function isNew(
  recent: Map<string, Told[]>,
  observation: TimedObservation,
  place: string,
  setOf: (source: string) => string,
): boolean {
  const { at, subject } = observation;
  const { source } = subject;
  const key = keyOf(observation, place);
  const told = recent.get(key) ?? [];
  while (told[0] && at - told[0].at > APART_MS) told.shift();
  const known = told.find(
    (one) => !one.sources.includes(source) && (one.at === at || !isOfSet(one, source, setOf)),
  );
  if (known) known.sources.push(source);
  else told.push({ at, sources: [source] });
  recent.set(key, told);
  return known === undefined;
}

/** Rotated files of one set stamp a record alike: a storm goes on from one to the next. */
const isOfSet = ({ sources }: Told, source: string, setOf: (source: string) => string): boolean =>
  sources.some((other) => setOf(other) === setOf(source));

function createSets(): (source: string) => string {
  const known = new Map<string, string>();
  return (source) => {
    const held = known.get(source) ?? rotationOf(source).set;
    known.set(source, held);
    return held;
  };
}

/** What two tellings of one record share. */
function keyOf({ signal, subject, fields }: TimedObservation, place: string): string {
  const { pod, component } = subject;
  const values = Object.entries(fields).map(([name, value]) => `${name}\u0002${value}`);
  return [signal, place, pod?.container, component, ...values.sort()].join('\u0001');
}

function sweep(recent: Map<string, Told[]>, now: EpochMs): void {
  for (const [key, told] of recent) {
    const last = told.at(-1);
    if (!last || now - last.at > APART_MS) recent.delete(key);
  }
}

/**
 * The set of each rotated file whose time overlaps that of another one of its set by more than stamps may
 * differ: copied before it was cut, or collected twice.
 */
export function overlapsOf(members: readonly Member[]): Overlaps {
  const overlaps = new Map<string, string>();
  const latest = new Map<string, { readonly source: string; readonly to: EpochMs }>();
  for (const { source, from, to } of [...members].sort((a, b) => (a.from ?? 0) - (b.from ?? 0))) {
    if (from === undefined || to === undefined) continue;
    const { set } = rotationOf(source);
    const last = latest.get(set);
    if (last && last.to - from > APART_MS) overlaps.set(source, set).set(last.source, set);
    if (!last || to > last.to) latest.set(set, { source, to });
  }
  return overlaps;
}

/** Is there a node that several sources speak of? */
export function mayRepeat(nodes: readonly (string | undefined)[]): boolean {
  const named = nodes.filter((node) => node !== undefined);
  return new Set(named).size < named.length;
}
