import type { Entry } from '../entry.js';
import type { Server } from './host.js';

export interface RateLimit {
  /** Lines a unit may write in one interval (after scaling by free space). */
  readonly burst: number;
  /** Default 30 s, journald's own. */
  readonly intervalMs?: number;
}

const MESSAGE_ID = 'a596d6fe7bfa4994828e72309e95d61e';

function suppressed(server: Server, at: number, dropped: number): Entry {
  const message = `Suppressed ${dropped} messages from ${server.unit}`;
  const extra = {
    MESSAGE_ID,
    N_DROPPED: String(dropped),
    OBJECT_SYSTEMD_UNIT: server.unit,
  };
  const head = {
    at,
    node: server.name,
    ident: 'systemd-journald',
    unit: 'systemd-journald.service',
  };
  return { ...head, pid: 412, message, priority: 6, boot: server.boot, transport: 'driver', extra };
}

/**
 * journald's rate limit: a window opens with a message and lasts for the interval; beyond `burst` messages are
 * dropped, and the count is written when the next message after the window comes (systemd journald-rate-limit.c).
 */
export function* limitRate(
  entries: Iterable<Entry>,
  server: Server,
  { burst, intervalMs = 30_000 }: RateLimit,
): Generator<Entry> {
  let begin = Number.NEGATIVE_INFINITY;
  let seen = 0;
  for (const entry of entries) {
    if (entry.unit !== server.unit || entry.transport !== undefined) {
      yield entry;
      continue;
    }
    if (entry.at > begin + intervalMs) {
      if (seen > burst) yield suppressed(server, entry.at, seen - burst);
      begin = entry.at;
      seen = 0;
    }
    seen += 1;
    if (seen <= burst) yield entry;
  }
}
