import type { Detection } from '../model/detection.js';
import type { Citation } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';

/** The kept lines of a signal, in time order. */
export type FindCitations = (
  signal: string,
  filter: (kept: Citation) => boolean,
) => readonly Citation[];

/** The signals a correlation looks at, through the correlations that feed it. */
export function signalsOf(
  name: string,
  correlations: ReadonlyMap<string, CorrelationRule>,
): readonly string[] {
  const rule = correlations.get(name);
  if (!rule) return [name];
  return [...new Set(rule.signals.flatMap((signal) => signalsOf(signal, correlations)))];
}

/**
 * Lines that carry the detections: for each signal the first and last kept line inside the interval
 * and some between. Samples of the detections come first, where their text was kept.
 */
export function pickEvidence(
  detections: readonly Detection[],
  correlations: ReadonlyMap<string, CorrelationRule>,
  find: FindCitations,
  most: number,
): readonly Citation[] {
  const groups = detections.slice(0, most).map((detection) => {
    const nodes = new Set(detection.nodes);
    const wanted = new Set(
      detection.samples.map(({ subject, line }) => `${subject.source}:${line}`),
    );
    const kept = signalsOf(detection.correlation, correlations)
      .flatMap((signal) =>
        find(
          signal,
          ({ time = detection.from, node = '' }) =>
            nodes.has(node) && time >= detection.from && time <= detection.to,
        ),
      )
      .sort(byTime);
    const sampled = kept.filter(({ source, line }) => wanted.has(`${source}:${line}`));
    return [...new Set([...spread(kept, 3), ...sampled])];
  });
  return roundRobin(groups, most).sort(byTime);
}

/** First, last, and evenly spaced ones between. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => {
    const index = Math.round((i * (items.length - 1)) / (most - 1));
    return items[index];
  }).filter((item) => item !== undefined);
}

/** Every detection gets a line before any gets its second. */
function roundRobin(groups: readonly (readonly Citation[])[], most: number): Citation[] {
  const picked = new Map<string, Citation>();
  const rounds = Math.max(0, ...groups.map((group) => group.length));
  for (let round = 0; round < rounds; round += 1) {
    for (const group of groups) {
      const citation = group[round];
      if (citation && picked.size < most) {
        picked.set(`${citation.source}:${citation.line}`, citation);
      }
    }
  }
  return [...picked.values()];
}

const byTime = (a: Citation, b: Citation): number =>
  (a.time ?? 0) - (b.time ?? 0) ||
  (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) ||
  a.line - b.line;
