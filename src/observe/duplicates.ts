import type { Observations, TimedObservation } from '../model/observation.js';
import { askShape, createPerShape, type Described } from '../model/per-shape.js';
import { rotationOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';
import type { Copies } from './copies.js';
import { podKeyOf } from './pod-key.js';
import { APART_MS, createRepeats, type MayRepeat, type SourceSpan } from './repeats.js';
import type { Member } from './rotation.js';

const SWEEP_EVERY = 10_000;

/** A record and each source that told it. */
interface Told {
  readonly by: { readonly source: string; readonly at: EpochMs }[];
  /** Who speaks; absent as long as no source tells. */
  component: string | undefined;
}
type RepeatsOf = (one: string, other: string) => MayRepeat;

/** Rotated files of one set that overlap in time, by source. */
export type Overlaps = ReadonlyMap<string, string>;

/** Sources that repeat others are left out as a whole. */
export const withoutCopies =
  (observations: Observations, copies: Copies): Observations =>
  (see) =>
    observations((one) => {
      if (!copies.has(one.subject.source)) see(one);
    });

/**
 * A record that stands in several sources of a node (journal and syslog, overlapping exports, rotated
 * copies) counts once. Equal records of one source are kept: a storm repeats itself. Observations come
 * in time order; records of unknown nodes are merged only where one and the same pod is named, and between rotated files
 * of one set that overlap.
 * Sources of which no span is known may repeat each other at any time.
 */
export const withoutDuplicates =
  (
    observations: Observations,
    overlaps: Overlaps = new Map(),
    spans: readonly SourceSpan[] = [],
  ): Observations =>
  (see) => {
    const recent = new Map<string, Told[]>();
    const repeatsOf = createRepeats(spans);
    const keyFor = createPerShape((shape) => {
      const { node, source, pod } = shape.subject;
      const place = node === '' ? (podKeyOf(pod) ?? overlaps.get(source)) : node;
      if (place === undefined) return () => undefined;
      return askShape(shape, shape.numbers, (described) => keyOf(described, place));
    });
    let seen = 0;
    observations((observation) => {
      seen += 1;
      if (seen % SWEEP_EVERY === 0) sweep(recent, observation.at);
      const key = keyFor(observation)(observation);
      if (key === undefined || isNew(recent, observation, key, repeatsOf)) see(observation);
    });
  };

function isNew(
  recent: Map<string, Told[]>,
  observation: TimedObservation,
  key: string,
  repeatsOf: RepeatsOf,
): boolean {
  const { at, subject } = observation;
  const { source, component } = subject;
  const told = recent.get(key) ?? [];
  while (told[0] && at - lastOf(told[0]) > APART_MS) told.shift();
  const known = findTold(told, observation, repeatsOf);
  if (known) {
    known.by.push({ source, at });
    known.component ??= component;
  } else told.push({ by: [{ source, at }], component });
  recent.set(key, told);
  return known === undefined;
}

const lastOf = ({ by }: Told): EpochMs => by.at(-1)?.at ?? Number.NEGATIVE_INFINITY;

/** The telling of the same instant, else the oldest that may be of the same record. */
function findTold(
  told: readonly Told[],
  { at, subject: { source, component } }: TimedObservation,
  repeatsOf: RepeatsOf,
): Told | undefined {
  let oldest: Told | undefined;
  for (const one of told) {
    if (one.by.some((other) => other.source === source)) continue;
    if (component !== undefined && one.component !== undefined && component !== one.component)
      continue;
    if (!one.by.every((other) => repeatsOf(other.source, source)(other.at, at))) continue;
    if (one.by.some((other) => other.at === at)) return one;
    oldest ??= one;
  }
  return oldest;
}

/** What two tellings of one record share; the program that speaks is not named in all of them. */
function keyOf({ signal, subject, fields }: Described, place: string): string {
  const values = Object.entries(fields).map(([name, value]) => `${name}\u0002${value}`);
  return [signal, place, subject.pod?.container, ...values.sort()].join('\u0001');
}

function sweep(recent: Map<string, Told[]>, now: EpochMs): void {
  for (const [key, told] of recent) {
    const last = told.at(-1);
    if (!last || now - lastOf(last) > APART_MS) recent.delete(key);
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
