import type { Envelope } from '../envelope.js';
import { type Context, MAX_JOINED_LENGTH } from './format.js';

/** Joins the parts of long container lines, each stream for itself. */
export interface PartJoiner {
  /** One part. `last`: the line ends with it. */
  add(stream: string, part: Envelope, last: boolean): void;
  /** Parts whose last one never came are entries, too. */
  end(): void;
  /** A line has begun and waits for more of its parts. */
  readonly open: boolean;
}

/** The joined entry has line and stamp of its first part. */
export function createPartJoiner(context: Context): PartJoiner {
  const open = new Map<string, { first: Envelope; texts: string[]; length: number }>();

  const close = (stream: string): void => {
    const entry = open.get(stream);
    if (entry === undefined) return;
    open.delete(stream);
    context.emit({ ...entry.first, message: entry.texts.join('') });
  };

  return {
    add(stream, part, last) {
      const entry = open.get(stream);
      if (entry === undefined) {
        if (last) {
          context.emit(part);
          return;
        }
        open.set(stream, { first: part, texts: [part.message], length: part.message.length });
        return;
      }
      if (entry.length < MAX_JOINED_LENGTH) entry.texts.push(part.message);
      entry.length += part.message.length;
      if (last) close(stream);
    },
    end() {
      for (const stream of [...open.keys()]) close(stream);
    },
    get open() {
      return open.size > 0;
    },
  };
}
