import type { Envelope } from '../envelope.js';
import { type Context, MAX_JOINED_LENGTH } from './format.js';

/** What the runtime says of a part. */
export interface PartEnd {
  /** The line ends with it. */
  readonly last: boolean;
  /** Nothing but its end tells that it is a part: without one it may be a line of its own. */
  readonly doubtful?: boolean;
}

/** Joins the parts of long container lines, each stream for itself. */
export interface PartJoiner {
  /** One part. */
  add(stream: string, part: Envelope, end: PartEnd): void;
  /** The next part of the stream begins another line. */
  cut(stream: string): void;
  /** Parts whose last one never came are entries, too. */
  end(): void;
  /** A line has begun and waits for more of its parts. */
  readonly open: boolean;
}

interface Open {
  /** Each with its doubtful parts apart from those that are surely one. */
  readonly parts: { readonly envelope: Envelope; readonly doubtful: boolean }[];
  length: number;
  doubts: number;
}

/** So many parts with no end among them are lines of somebody who left the ends out. */
const MAX_DOUBTS = 64;

/** The joined entry has line and stamp of its first part. */
export function createPartJoiner(context: Context): PartJoiner {
  const open = new Map<string, Open>();

  const join = (parts: readonly Envelope[]): void => {
    const [first] = parts;
    if (first === undefined) return;
    const message = parts.map((part) => part.message).join('');
    context.emit(parts.length === 1 ? first : { ...first, message });
  };

  const close = (stream: string, isEnded: boolean): void => {
    const entry = open.get(stream);
    if (entry === undefined) return;
    open.delete(stream);
    let line: Envelope[] = [];
    for (const { envelope, doubtful } of entry.parts) {
      line.push(envelope);
      if (isEnded || !doubtful) continue;
      join(line);
      line = [];
    }
    join(line);
  };

  return {
    add(stream, part, { last, doubtful = false }) {
      const known = open.get(stream);
      if (known === undefined && last) {
        context.emit(part);
        return;
      }
      const entry = known ?? { parts: [], length: 0, doubts: 0 };
      if (known === undefined) open.set(stream, entry);
      if (entry.length < MAX_JOINED_LENGTH) entry.parts.push({ envelope: part, doubtful });
      entry.length += part.message.length;
      if (doubtful) entry.doubts += 1;
      if (last || entry.doubts >= MAX_DOUBTS) close(stream, last);
    },
    cut(stream) {
      close(stream, false);
    },
    end() {
      for (const stream of [...open.keys()]) close(stream, false);
    },
    get open() {
      return open.size > 0;
    },
  };
}
