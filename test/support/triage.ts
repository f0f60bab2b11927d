import type { AnalyzeOptions } from '../../src/analyze.js';
import { openAnalysis } from '../../src/analyze.js';
import type { Triage } from '../../src/model/triage.js';
import { buildTriage } from '../../src/triage/build-triage.js';

/** What the screen shows once these files and folders were read: `triageOf(['samples/k3s-ring/input'])`. */
export async function triageOf(
  paths: readonly string[],
  options: Partial<AnalyzeOptions> = {},
): Promise<Triage> {
  const analysis = await openAnalysis({ ...options, paths });
  try {
    await analysis.read();
    return buildTriage(analysis);
  } finally {
    analysis.close();
  }
}
