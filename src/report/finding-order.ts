import type { IncidentGroup } from './incidents.js';

/** A group, and whether it stands below the one before it that explains it. */
export interface Placed {
  readonly group: IncidentGroup;
  readonly isBelow: boolean;
}

/** Findings nobody explains first, each followed by what it explains, however deep; none twice, none lost. */
export function orderedGroups(groups: readonly IncidentGroup[]): readonly Placed[] {
  const placed = new Map<IncidentGroup, Placed>();
  const place = (group: IncidentGroup, isBelow: boolean): void => {
    if (placed.has(group)) return;
    placed.set(group, { group, isBelow });
    for (const other of groups) {
      if (other.shown.role === 'symptom' && causeOf(other, groups) === group) place(other, true);
    }
  };
  for (const group of groups) if (group.shown.role !== 'symptom') place(group, false);
  for (const group of groups) place(group, false);
  return [...placed.values()];
}

/** The shown incident that explains it, else the shown one of the diagnosis that does. */
function causeOf(
  { shown: { symptomOf, explainedBy } }: IncidentGroup,
  groups: readonly IncidentGroup[],
): IncidentGroup | undefined {
  return (
    groups.find(({ shown }) => shown.key === symptomOf.find((key) => isShown(key, groups))) ??
    groups.find(({ shown }) => shown.id === explainedBy[0])
  );
}

const isShown = (key: string, groups: readonly IncidentGroup[]): boolean =>
  groups.some(({ shown }) => shown.key === key);
