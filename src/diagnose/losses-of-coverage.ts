import { type Coverage, isCut } from '../model/report.js';
import type { Loss } from './facts.js';

/** Records that a source lacks although they were written: behind its cut end, and in gaps that prove it. */
export function lossesOfCoverage(coverage: Coverage): readonly Loss[] {
  const { source, node = '', to, gaps } = coverage;
  const cut: readonly Loss[] =
    isCut(coverage) && to !== undefined ? [{ kind: 'cut', node, source, at: to }] : [];
  const missing = gaps.flatMap((gap): readonly Loss[] =>
    gap.why === undefined || gap.why === 'stopped'
      ? []
      : [{ kind: 'gap', node, source, at: gap.from, until: gap.to }],
  );
  return [...cut, ...missing];
}
