import type { Finding, Outcome, Report, Verdict } from '../model/report.js';
import { orderedGroups } from '../report/finding-order.js';
import { groupIncidents } from '../report/incidents.js';

/** A line of the list. `id` tells it apart from the others. */
export type Item = { readonly id: string } & (
  | { readonly kind: 'overview' }
  /** `others`: further incidents of the same diagnosis, which follow as items of their own. */
  | {
      readonly kind: 'finding';
      readonly finding: Finding;
      readonly others: readonly Finding[];
      readonly isBelow: boolean;
    }
  | {
      readonly kind: 'incident';
      readonly finding: Finding;
      readonly shown: Finding;
      readonly isBelow: boolean;
    }
  | {
      readonly kind: 'section';
      readonly verdict: Silent;
      readonly count: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
);

export type Silent = Exclude<Verdict, 'present'>;
export type Opened = Readonly<Partial<Record<Silent, boolean>>>;

/** What the user should look at first comes first. */
const SILENT: readonly Silent[] = ['not-assessable', 'ruled-out', 'absent'];

/**
 * All that the list can show: findings with what they explain below them, then the silent diagnoses, folded by verdict.
 * `isRoomy`: what the list shows takes nothing from the details.
 */
export function itemsOf(report: Report, opened: Opened, isRoomy = false): readonly Item[] {
  const findings = orderedGroups(groupIncidents(report.findings)).flatMap(
    ({ group: { shown, others }, isBelow }): readonly Item[] => [
      { id: shown.key, kind: 'finding', finding: shown, others, isBelow },
      ...others.map(
        (finding): Item => ({ id: finding.key, kind: 'incident', finding, shown, isBelow }),
      ),
    ],
  );
  const overview: readonly Item[] =
    findings.length === 0 ? [{ id: 'overview', kind: 'overview' }] : [];
  const sections = SILENT.flatMap((verdict) => sectionItems(report, verdict, isOpen(verdict)));
  return [...overview, ...findings, ...sections];

  /** Where nothing was found, what could not be assessed is the answer; the overview tells it, too. */
  function isOpen(verdict: Silent): boolean {
    return opened[verdict] ?? (isRoomy && verdict === 'not-assessable' && findings.length === 0);
  }
}

function sectionItems(report: Report, verdict: Silent, isOpen: boolean): readonly Item[] {
  const outcomes = report.outcomes.filter((one) => one.verdict === verdict);
  if (outcomes.length === 0) return [];
  const head: Item = {
    id: `section ${verdict}`,
    kind: 'section',
    verdict,
    count: outcomes.length,
    isOpen,
  };
  if (!isOpen) return [head];
  return [head, ...outcomes.map((outcome): Item => ({ id: outcome.id, kind: 'outcome', outcome }))];
}

/** Key of the finding or id of the outcome that it stands for; `undefined`: it stands for neither. */
export function choiceOf(item: Item | undefined): string | undefined {
  if (item?.kind === 'finding' || item?.kind === 'incident') return item.finding.key;
  return item?.kind === 'outcome' ? item.outcome.id : undefined;
}
