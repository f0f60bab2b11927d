import type { TriageEvent } from '../model/triage.js';

/** Passes events on to all who listen. */
export interface Teller {
  tell(event: TriageEvent): void;
  /** The last progress and the last answer are told at once. Gives back how to unsubscribe. */
  subscribe(listener: (event: TriageEvent) => void): () => void;
}

export function createTeller(): Teller {
  const listeners = new Set<(event: TriageEvent) => void>();
  let progress: TriageEvent | undefined;
  let answer: TriageEvent | undefined;
  let failure: TriageEvent | undefined;
  return {
    tell(event) {
      if (event.kind === 'progress') progress = event;
      else if (event.kind === 'triage') answer = event;
      else failure = event;
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      for (const event of [progress, answer, failure]) if (event) listener(event);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
