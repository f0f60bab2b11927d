import { createHash } from 'node:crypto';
import { type Line, lineBytes, shownText } from '../model/line.js';
import type { Citation, Observation } from '../model/observation.js';
import type { EpochMs } from '../model/time.js';
import type { Settle } from './runs.js';

/** Evidence kept per signal and subject; beyond it the time slots widen. */
const MAX_SLOTS = 64;
/** Subjects per signal whose lines are kept; later ones are counted, not quoted. */
const MAX_SUBJECTS = 4096;
/** Longer lines are shortened in the middle; the hash is over the whole line. */
const TEXT_CHARS = 2000;

interface Kept {
  readonly source: string;
  readonly line: number;
  readonly sha256: string;
  readonly text: string;
  readonly node: string;
  readonly at: EpochMs | undefined;
}

interface Slots {
  widthMs: number;
  readonly kept: Map<number, Kept>;
}

/**
 * Quotes for the evidence, bounded: of each signal and subject the first line of each time slot.
 * Which lines are kept depends only on the lines, not on the order in which they come.
 */
export interface CitationKeeper {
  keep(observation: Observation, line: Line): void;
  /** The kept lines of a signal, in time order; `settle` completes times that lack their year. */
  find(signal: string, filter: (kept: Citation) => boolean, settle?: Settle): readonly Citation[];
}

export function createCitationKeeper(): CitationKeeper {
  const signals = new Map<string, Map<string, Slots>>();

  let last: Observation | undefined;
  let lastSlots: Slots | undefined;

  const findSlots = (observation: Observation): Slots | undefined => {
    const subjects = signals.get(observation.signal) ?? new Map<string, Slots>();
    signals.set(observation.signal, subjects);
    const { node, pod, source } = observation.subject;
    const key = pod?.name === undefined && node !== '' ? node : `${node}/${pod?.name ?? source}`;
    const held = subjects.get(key);
    if (held || subjects.size >= MAX_SUBJECTS) return held;
    const slots: Slots = { widthMs: 1, kept: new Map() };
    subjects.set(key, slots);
    return slots;
  };

  /** A storm repeats signal and subject: its slots are looked up once. */
  const slotsOf = (observation: Observation): Slots | undefined => {
    if (observation.subject !== last?.subject || observation.signal !== last.signal) {
      lastSlots = findSlots(observation);
      last = observation;
    }
    return lastSlots;
  };

  return {
    keep(observation, line) {
      const slots = slotsOf(observation);
      if (!slots) return;
      const at = observation.at ?? line.no;
      const slot = Math.floor(at / slots.widthMs);
      const held = slots.kept.get(slot);
      if (held && !isEarlier(observation, line, held)) return;
      slots.kept.set(slot, quote(observation, line));
      while (slots.kept.size > MAX_SLOTS) widen(slots);
    },
    find(signal, filter, settle = (at) => at) {
      const subjects = signals.get(signal)?.values() ?? [];
      return [...subjects]
        .flatMap((slots) => [...slots.kept.values()].map((kept) => toCitation(kept, settle)))
        .filter(filter)
        .sort(compareCitations);
    },
  };
}

const position = (kept: Kept): number => kept.at ?? kept.line;

function isEarlier(observation: Observation, line: Line, held: Kept): boolean {
  const at = observation.at ?? line.no;
  if (at !== position(held)) return at < position(held);
  if (line.source !== held.source) return line.source < held.source;
  return line.no < held.line;
}

/** Twice the width; of two slots that become one the earlier line stays. */
function widen(slots: Slots): void {
  slots.widthMs *= 2;
  const all = [...slots.kept.values()].sort(
    (a, b) => position(a) - position(b) || (a.source < b.source ? -1 : 1) || a.line - b.line,
  );
  slots.kept.clear();
  for (const kept of all) {
    const slot = Math.floor(position(kept) / slots.widthMs);
    if (!slots.kept.has(slot)) slots.kept.set(slot, kept);
  }
}

function quote(observation: Observation, line: Line): Kept {
  const bytes = lineBytes(line.text);
  const sha256 = line.clip?.sha256 ?? createHash('sha256').update(bytes).digest('hex');
  return {
    source: line.source,
    line: line.no,
    sha256,
    // A copy: a slice of the text would keep the whole chunk alive.
    text: Buffer.from(shortened(shownText(line.text))).toString(),
    node: observation.subject.node,
    at: observation.at,
  };
}

function shortened(text: string): string {
  if (text.length <= TEXT_CHARS) return text;
  const keep = TEXT_CHARS / 2 - 24;
  return `${text.slice(0, keep)} … ${text.length - 2 * keep} characters left out … ${text.slice(-keep)}`;
}

function toCitation(kept: Kept, settle: Settle): Citation {
  return {
    source: kept.source,
    line: kept.line,
    sha256: kept.sha256,
    text: kept.text,
    ...(kept.at === undefined ? {} : { time: settle(kept.at, kept.source) }),
    ...(kept.node === '' ? {} : { node: kept.node }),
  };
}

export function compareCitations(a: Citation, b: Citation): number {
  const byTime = (a.time ?? 0) - (b.time ?? 0);
  if (byTime !== 0) return byTime;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.line - b.line;
}
