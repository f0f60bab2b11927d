import type { Triage, TriageEvent, TriageSession } from '../../src/model/triage.js';

/** All events of a session until its last answer or its failure. */
export function eventsOf(session: TriageSession): Promise<readonly TriageEvent[]> {
  const events: TriageEvent[] = [];
  return new Promise((resolve) => {
    session.subscribe((event) => {
      events.push(event);
      if (event.kind === 'failed' || (event.kind === 'triage' && event.final)) resolve(events);
    });
  });
}

export function lastTriage(events: readonly TriageEvent[]): Triage | undefined {
  const last = events.at(-1);
  return last?.kind === 'triage' ? last.triage : undefined;
}
