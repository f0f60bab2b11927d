import type { Coverage } from '../model/report.js';

/**
 * The coverage of a source on the common clock; `ahead` holds how far the clocks of its nodes are ahead of it.
 * Where they differ, when the source was silent on the common clock cannot be told: the ends hold all of it.
 */
export function onCommonClock(coverage: Coverage, ahead: readonly number[]): Coverage {
  if (ahead.every((ms) => ms === 0)) return coverage;
  const least = Math.min(...ahead);
  const most = Math.max(...ahead);
  const { from, to, gaps } = coverage;
  return {
    ...coverage,
    ...(from === undefined ? {} : { from: from - most }),
    ...(to === undefined ? {} : { to: to - least }),
    gaps:
      least === most
        ? gaps.map((gap) => ({ ...gap, from: gap.from - least, to: gap.to - least }))
        : [],
  };
}
