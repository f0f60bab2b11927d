import type { LogRecord } from '../model/record.js';
import type { Gap } from '../model/report.js';
import type { EpochMs } from '../model/time.js';
import { nodeOfPod } from './origin.js';

/** A spell without any record that is worth telling: K3s, etcd and the kubelet speak every ten minutes. */
const GAP_MS = 15 * 60_000;
const MAX_GAPS = 100;
const MAX_NODES = 1000;

/** First and last time, gaps and nodes of one source. */
export interface SourceCoverage {
  see(record: LogRecord): void;
  readonly from: EpochMs | undefined;
  readonly to: EpochMs | undefined;
  readonly gaps: readonly Gap[];
  /** The node most records name. */
  readonly node: string | undefined;
  /** All nodes that records name. */
  readonly nodes: readonly string[];
}

export function createSourceCoverage(): SourceCoverage {
  let from: EpochMs | undefined;
  let to: EpochMs | undefined;
  let previous: EpochMs | undefined;
  const gaps: Gap[] = [];
  const nodes = new Map<string, { count: number }>();
  let lastNode: string | undefined;
  let lastCount = { count: 0 };

  const countNode = (node: string): void => {
    if (node !== lastNode) {
      lastCount = nodes.get(node) ?? { count: 0 };
      lastNode = node;
      if (nodes.size < MAX_NODES) nodes.set(node, lastCount);
    }
    lastCount.count += 1;
  };

  return {
    see(record) {
      const { time, pod } = record;
      const node = record.node ?? (pod && nodeOfPod(pod));
      if (node !== undefined) countNode(node);
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
    get nodes() {
      return [...nodes.keys()];
    },
    get node() {
      const byCount = [...nodes].sort(
        ([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1),
      );
      return byCount[0]?.[0];
    },
  };
}
