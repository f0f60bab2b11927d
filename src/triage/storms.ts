import type { KeyedProof, Weighed } from '../diagnose/diagnose.js';
import { feedersOf } from '../diagnose/lossy.js';
import { measuredDetections } from '../diagnose/measure.js';
import type { Detection } from '../model/detection.js';
import { groupBy } from '../model/group-by.js';
import type { Finding } from '../model/report.js';
import type { CorrelationRule, DiagnosisRule } from '../model/rule.js';
import type { Storm } from '../model/triage.js';
import type { Seen } from './timeline-book.js';

/** A finding with the detections that give its interval, count and peak; none where its times mean nothing. */
export interface Measured {
  readonly finding: Finding;
  readonly detections: readonly Detection[];
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
    const isTold = rule && proof && !proof.incident.untimed;
    return { finding, detections: isTold ? measuredDetections(rule, proof.incident) : [] };
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
export function stormsOf({ finding, detections }: Measured): ReadonlyMap<string, readonly Storm[]> {
  const { key, nodes, from, to, peak, openEnd = false } = finding;
  if (detections.length === 0) {
    if (from === undefined || to === undefined) return new Map();
    const storm = { finding: key, from, peak: peak?.at ?? from, to, open: openEnd };
    return new Map((nodes.length > 0 ? nodes : ['']).map((node) => [node, [storm]]));
  }
  const shown = detections.flatMap((one) => one.nodes.map((node) => ({ node, one })));
  const byNode = groupBy(shown, ({ node }) => node);
  const isOpen = ({ open, to: end }: Detection): boolean => open || (openEnd && end === to);
  return new Map(
    [...byNode].map(([node, held]) => [
      node,
      joined(
        held.map(({ one }) => one),
        key,
        isOpen,
      ),
    ]),
  );
}

type Growing = { -readonly [name in keyof Storm]: Storm[name] } & { height: number };

function joined(
  detections: readonly Detection[],
  finding: string,
  isOpen: (detection: Detection) => boolean,
): readonly Storm[] {
  const storms: Growing[] = [];
  for (const one of [...detections].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const { from, to, peak } = one;
    const height = peak.perMinute ?? peak.value;
    const open = isOpen(one);
    const last = storms.at(-1);
    if (!last || from > last.to) {
      storms.push({ finding, from, peak: peak.at, to, open, height });
      continue;
    }
    if (height > last.height) Object.assign(last, { peak: peak.at, height });
    last.to = Math.max(last.to, to);
    last.open ||= open;
  }
  return storms
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from)
    .slice(0, MAX_STORMS)
    .sort((a, b) => a.from - b.from)
    .map(({ height: _height, ...storm }) => storm);
}
