import { groupBy } from '../model/group-by.js';
import type { Confidence, Finding } from '../model/report.js';

/** Findings of one diagnosis that stand together: one is shown in full, the others have a line each. */
export interface IncidentGroup {
  readonly shown: Finding;
  /** The latest first. */
  readonly others: readonly Finding[];
}

const CONFIDENCE: readonly Confidence[] = ['confirmed', 'probable', 'possible'];

/**
 * The findings by diagnosis, in their order; what is a symptom here and stands for itself there makes two
 * groups. Shown is the latest of the surest; of symptoms, one of an incident that is shown as well.
 */
export function groupIncidents(findings: readonly Finding[]): readonly IncidentGroup[] {
  const groups = groupBy(findings, ({ id, role }) => `${id} ${role === 'symptom'}`);
  const roots = new Set(
    [...groups.values()].flatMap((group) =>
      group[0]?.role === 'symptom' ? [] : (surest(group)?.key ?? []),
    ),
  );
  return [...groups.values()].flatMap((group) => {
    const beside = group.filter(({ symptomOf }) => symptomOf.some((key) => roots.has(key)));
    const shown = surest(beside) ?? surest(group);
    if (shown === undefined) return [];
    return { shown, others: group.filter((one) => one !== shown).sort(byLatest) };
  });
}

const surest = (group: readonly Finding[]): Finding | undefined =>
  [...group].sort(
    (a, b) => CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) || byLatest(a, b),
  )[0];

const byLatest = (a: Finding, b: Finding): number => (b.from ?? 0) - (a.from ?? 0);
