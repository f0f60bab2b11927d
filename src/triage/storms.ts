import type { KeyedProof, Weighed } from '../diagnose/diagnose.js';
import { feedersOf } from '../diagnose/lossy.js';
import { measuredDetections } from '../diagnose/measure.js';
import type { Detection } from '../model/detection.js';
import { groupBy } from '../model/group-by.js';
import type { Finding } from '../model/report.js';
import type { CorrelationRule, DiagnosisRule } from '../model/rule.js';
import type { Storm } from '../model/triage.js';
import type { Seen } from './timeline-book.js';

/** A finding with its detections; none where its times mean nothing. */
export interface Measured {
  readonly finding: Finding;
  /** Those that give its count and peak. */
  readonly detections: readonly Detection[];
  /** Those that give its interval. */
  readonly shown: readonly Detection[];
}

/** Storms of one finding on one node; the longest, where there are more. */
const MAX_STORMS = 500;

/** In the order of the report. */
export function measuredFindings(
  findings: readonly Finding[],
  weighed: readonly Weighed[],
): readonly Measured[] {
  const proofs = new Map<string, readonly [DiagnosisRule, KeyedProof]>(
    weighed.flatMap(({ rule, proofs }) =>
      proofs.map((proof) => [proof.key, [rule, proof]] as const),
    ),
  );
  return findings.map((finding) => {
    const [rule, proof] = proofs.get(finding.key) ?? [];
    if (!rule || !proof || proof.incident.untimed) return { finding, detections: [], shown: [] };
    const { incident } = proof;
    const detections = measuredDetections(rule, incident);
    const shown = [...new Set([...incident.carrying, ...incident.measured])];
    return { finding, detections, shown };
  });
}

/** The signals that the detections count, with the filters they are seen through. */
export function seenBy(
  detections: readonly Detection[],
  correlations: ReadonlyMap<string, CorrelationRule>,
): readonly Seen[] {
  const names = new Set(detections.map(({ correlation }) => correlation));
  return [...names]
    .flatMap((name) => feedersOf(name, correlations))
    .flatMap(({ signals, filter }) =>
      signals
        .filter((signal) => !correlations.has(signal))
        .map((signal) => ({
          signal,
          tests: Object.hasOwn(filter, signal) ? (filter[signal] ?? []) : [],
        })),
    );
}

/** By node: when the finding held there. What several groups of a node show at one time is one storm. */
export function stormsOf(measured: Measured): ReadonlyMap<string, readonly Storm[]> {
  const { finding, detections, shown } = measured;
  const { key, nodes, from, to, peak, openEnd = false } = finding;
  if (shown.length === 0) {
    if (from === undefined || to === undefined) return new Map();
    const storm = { finding: key, from, peak: peak?.at ?? from, to, open: openEnd };
    return new Map((nodes.length > 0 ? nodes : ['']).map((node) => [node, [storm]]));
  }
  const counted = new Set(detections);
  const placed = shown.flatMap((one) => {
    const height = counted.has(one) ? (one.peak.perMinute ?? one.peak.value) : UNMEASURED;
    const open = one.open || (openEnd && one.to === to);
    const storm = { finding: key, from: one.from, peak: one.peak.at, to: one.to, open, height };
    return one.nodes.map((node) => ({ node, storm }));
  });
  const byNode = groupBy(placed, ({ node }) => node);
  return new Map([...byNode].map(([node, held]) => [node, joined(held.map((one) => one.storm))]));
}

/** Its peak is told only where there is none that is measured. */
const UNMEASURED = Number.NEGATIVE_INFINITY;

type Growing = { -readonly [name in keyof Storm]: Storm[name] } & { height: number };

/** What overlaps is one, with the highest peak. */
function joined(all: readonly Growing[]): readonly Storm[] {
  const storms: Growing[] = [];
  for (const one of [...all].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = storms.at(-1);
    if (!last || one.from > last.to) {
      storms.push({ ...one });
      continue;
    }
    if (one.height > last.height) Object.assign(last, { peak: one.peak, height: one.height });
    last.to = Math.max(last.to, one.to);
    last.open ||= one.open;
  }
  return storms
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .slice(0, MAX_STORMS)
    .sort((a, b) => a.from - b.from)
    .map(({ height: _height, ...storm }) => storm);
}
