import type { LogRecord } from '../model/record.js';
import type { Gap } from '../model/report.js';
import type { EpochMs } from '../model/time.js';
import { nodeOfPod } from './origin.js';

/** A spell without any record that is worth telling: K3s, etcd and the kubelet speak every ten minutes. */
const GAP_MS = 15 * 60_000;
const MAX_GAPS = 100;

/** First and last time, gaps and nodes of one source. */
export interface SourceCoverage {
  see(record: LogRecord): void;
  readonly from: EpochMs | undefined;
  readonly to: EpochMs | undefined;
  readonly gaps: readonly Gap[];
  /** The node most records name. */
  readonly node: string | undefined;
}

export function createSourceCoverage(): SourceCoverage {
  let from: EpochMs | undefined;
  let to: EpochMs | undefined;
  let previous: EpochMs | undefined;
  const gaps: Gap[] = [];
  const nodes = new Map<string, number>();

  return {
    see({ time, pod, ...record }) {
      const node = record.node ?? (pod && nodeOfPod(pod));
      if (node !== undefined && nodes.size < 1000) nodes.set(node, (nodes.get(node) ?? 0) + 1);
      if (!time) return;
      const { ms } = time;
      if (from === undefined || ms < from) from = ms;
      if (to === undefined || ms > to) to = ms;
      if (previous !== undefined && Math.abs(ms - previous) > GAP_MS && gaps.length < MAX_GAPS) {
        gaps.push({ from: Math.min(ms, previous), to: Math.max(ms, previous) });
      }
      previous = ms;
    },
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    get gaps() {
      return gaps;
    },
    get node() {
      return [...nodes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
    },
  };
}
