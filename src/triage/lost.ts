import type { Loss } from '../diagnose/facts.js';
import type { Coverage, Finding } from '../model/report.js';
import { setOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';
import type { Lane, Storm } from '../model/triage.js';

interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** What is known of the logs of one node. */
export interface NodeLogs {
  readonly node: string;
  readonly losses: readonly Loss[];
  /** Sources that a signal was seen in on the node. */
  readonly sources: readonly string[];
  readonly coverage: readonly Coverage[];
  /** Of all findings on the node. */
  readonly storms: readonly Storm[];
  readonly findings: readonly Finding[];
}

/**
 * Times inside the span of which the node's lane lacks lines: those that a log lacks which feeds the lane, where no
 * other such log of the node covers them. Never while a finding holds there that counts all of its records.
 */
export function lostOn(logs: NodeLogs, { from, to }: Span): Lane['lost'] {
  const feeds = feedersOf(logs);
  const spells = logs.losses
    .filter((loss) => loss.node === logs.node && feeds(loss.source))
    .filter((loss) => !isCovered(loss, logs, feeds))
    .map(({ at, until = at }) => ({ from: Math.max(at, from), to: Math.min(until, to) }))
    .filter((spell) => spell.from <= spell.to);
  return without(joined(spells), wholeStorms(logs));
}

/** Whether a source is one of those that feed the lane, or of a set with one; where nothing was seen, all may. */
function feedersOf({ sources }: NodeLogs): (source: string) => boolean {
  const sets = new Set(sources.map(setOf));
  return (source) => sets.size === 0 || sets.has(setOf(source));
}

/** What a log lacks and another one of the node has. What was dropped before it was written nobody has. */
function isCovered(
  { kind, source, at, until = at }: Loss,
  { node, coverage }: NodeLogs,
  feeds: (source: string) => boolean,
): boolean {
  if (kind !== 'gap' && kind !== 'cut') return false;
  return coverage.some(
    (other) =>
      other.node === node &&
      setOf(other.source) !== setOf(source) &&
      feeds(other.source) &&
      (other.from ?? Number.POSITIVE_INFINITY) <= at &&
      (other.to ?? Number.NEGATIVE_INFINITY) >= until &&
      !other.gaps.some((gap) => gap.from <= until && gap.to >= at),
  );
}

/** The storms of findings whose counts are whole, by time. */
function wholeStorms({ storms, findings }: NodeLogs): readonly Span[] {
  const whole = new Set(
    findings.filter(({ count }) => count?.atLeast === false).map(({ key }) => key),
  );
  return storms.filter(({ finding }) => whole.has(finding)).sort((a, b) => a.from - b.from);
}

/** By time; what overlaps is one. */
function joined(spells: readonly Span[]): readonly Span[] {
  const all: { from: EpochMs; to: EpochMs }[] = [];
  for (const spell of [...spells].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && spell.from <= last.to) last.to = Math.max(last.to, spell.to);
    else all.push({ ...spell });
  }
  return all;
}

/** What of the spells lies outside all of these, which are sorted. */
function without(spells: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return spells.flatMap((spell) => {
    const left: Span[] = [];
    let { from } = spell;
    for (const one of taken) {
      if (one.to < from || one.from > spell.to) continue;
      if (one.from > from) left.push({ from, to: one.from });
      from = one.to;
    }
    const isAllTaken = taken.some((one) => one.from <= spell.from && one.to >= spell.to);
    if (!isAllTaken && from <= spell.to && !(left.length > 0 && from === spell.to))
      left.push({ from, to: spell.to });
    return left;
  });
}
