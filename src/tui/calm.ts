import type { TriageEvent } from '../model/triage.js';
import { SPAN_MS } from './reading.js';
import type { News } from './reduce.js';

export interface Calm {
  after(event: TriageEvent): void;
  stop(): void;
}

/** Lets the speed fall to nothing where nothing comes any more; after that there is no timer. */
export function createCalm(tell: (news: News) => void): Calm {
  let timer: NodeJS.Timeout | undefined;
  return {
    after(event) {
      if (event.kind !== 'progress') return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        tell({ kind: 'event', event: { ...event, atMs: event.atMs + SPAN_MS + 1 } });
      }, SPAN_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
