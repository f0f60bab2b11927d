import type { Detection } from '../model/detection.js';
import type { Finding } from '../model/report.js';
import { spanText } from './because.js';
import { round } from './rate.js';

/** Values for the placeholders of rule texts. */
export function argsOf(
  finding: Omit<Finding, 'args'>,
  detections: readonly Detection[],
): Readonly<Record<string, string>> {
  const { nodes, count, rate, from, to, cycles, affected, fixVersions } = finding;
  const [cycle] = cycles;
  const value = detections.find((detection) => detection.value !== undefined)?.value;
  const args: Record<string, string | undefined> = {
    nodes: nodes.join(', '),
    count: count && String(count.value),
    rate: rate && String(rate.perMinute),
    baseline: rate && String(rate.baselinePerMinute),
    ratio: rate?.ratio === undefined ? undefined : String(rate.ratio),
    duration: from === undefined || to === undefined ? undefined : spanText(to - from),
    cycle: cycle && [...cycle, cycle[0]].join(' → '),
    value: value === undefined ? undefined : String(round(value)),
    version: [...new Set(affected.flatMap((node) => node.version ?? []))].join(', ') || undefined,
    fix: Object.values(fixVersions).join(', ') || undefined,
  };
  return Object.fromEntries(
    Object.entries(args).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
