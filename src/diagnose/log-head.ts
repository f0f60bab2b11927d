import type { Detection } from '../model/detection.js';
import type { EpochMs } from '../model/time.js';
import type { DiagnoseInput } from './input.js';

/** journald keeps what is too much back for 30 s, and then lets lines through again. */
const RATE_LIMIT_MS = 30_000;
/** Silence of so many times its mean interval is none of its pauses. */
const PACES = 10;
/** Products that print one line at each start, and nowhere else. */
const PRINT_STARTS: readonly string[] = ['k3s', 'rke2'];

/**
 * The log shows the beginning, though it lies near the log's own one: the process starts in between, or the log goes on
 * without any of its lines for far longer than the pauses between them. `logFrom`: where the log of its nodes begins.
 */
export function beginsInside(
  detection: Detection,
  logFrom: EpochMs,
  input: DiagnoseInput,
): boolean {
  if (startsBetween(detection, logFrom, input)) return true;
  const { from, to, count } = detection;
  const paceMs = (to - from) / Math.max(1, count - 1);
  const quietMs = from - logFrom;
  return quietMs > Math.max(RATE_LIMIT_MS, PACES * paceMs) && !hasGap(detection, logFrom, input);
}

const startsBetween = (
  { from, nodes }: Detection,
  logFrom: EpochMs,
  { facts }: DiagnoseInput,
): boolean =>
  nodes.length > 0 &&
  nodes.every((node) =>
    facts.nodes
      .get(node)
      ?.starts.some(
        ({ at, product }) => PRINT_STARTS.includes(product) && at >= logFrom && at <= from,
      ),
  );

/** What is missing there may hold its lines. */
const hasGap = (
  { from, nodes }: Detection,
  logFrom: EpochMs,
  { coverage = [] }: DiagnoseInput,
): boolean =>
  coverage.some(
    ({ node = '', gaps = [] }) =>
      nodes.includes(node) && gaps.some((gap) => gap.from < from && gap.to > logFrom),
  );
