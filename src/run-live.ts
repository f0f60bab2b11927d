import { type LiveEnd, type LiveText, tellLive } from './live-text.js';
import type { TriageOptions } from './triage/run-triage.js';
import { createSession } from './triage/session.js';

/** An input without end as text: a line for each finding that opens, worsens and ends; the last report when it is over. */
export async function runLive(options: TriageOptions, live: LiveText): Promise<LiveEnd> {
  const session = createSession(options);
  try {
    return await tellLive(session, live);
  } finally {
    await session.close();
  }
}
