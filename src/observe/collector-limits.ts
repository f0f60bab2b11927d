import type { CoverageNote } from '../model/report.js';

/**
 * Where collectors keep only the end of a log, and how much of it. Sources, as pinned by the layouts of
 * bundles: support-bundle-kit `hack/` (`tail -c 10m`), Troubleshoot `pkg/collect` (10,000 lines; 500 of
 * unhealthy pods), supportutils `bin/supportconfig` (200,000 lines).
 */
const LIMITS: readonly {
  readonly path: RegExp;
  readonly lines?: readonly number[];
  readonly bytes?: number;
}[] = [
  {
    path: /(?:^|\/)logs\/(?:rke2-server|rke2-agent|rancherd|rancher-system-agent|iscsid|NetworkManager|k3s-service|console)\.log$/,
    bytes: 10 * 1024 * 1024,
  },
  { path: /(?:^|\/)cluster-resources\/pods\/logs\/.+\.log$/, lines: [500, 10_000] },
  { path: /(?:^|\/)podlogs\/.+\/[^/]+\.log$/, lines: [10_000] },
  { path: /(?:^|\/)scc_[^/]+\/messages\.txt$/, lines: [200_000] },
];
/** sos: the usual path is a link to the kept end of the file. */
const TAILED = /(?:^|\/)sos_strings\/.+\.tailed$/;

/** The note that the collector left out the head of a log; none unless the log is exactly as long as its limit. */
export function headCut(
  source: string,
  { lines, bytes }: { readonly lines: number; readonly bytes: number },
): readonly CoverageNote[] {
  if (TAILED.test(source)) return [{ code: 'head-cut-bytes', detail: String(bytes) }];
  const limit = LIMITS.find(({ path }) => path.test(source));
  if (limit?.bytes === bytes) return [{ code: 'head-cut-bytes', detail: String(bytes) }];
  if (limit?.lines?.includes(lines)) return [{ code: 'head-cut-lines', detail: String(lines) }];
  return [];
}
