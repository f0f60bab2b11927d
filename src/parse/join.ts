import type { Envelope } from './envelope.js';
import { continues, type JoinKind, kindOf, rejoin } from './join-kinds.js';
import { createPeeler } from './known-texts.js';
import { type Peeled, peel } from './payloads.js';

export type EntrySink = (envelope: Envelope, peeled: Peeled) => void;

/** Puts together what was written as several entries but is one record. */
export interface Joiner {
  push(envelope: Envelope): void;
  /** An entry by itself went by, like this one. */
  pass(envelope: Envelope): void;
  /** Nothing follows, or not at once: give out what waits. */
  end(): void;
  /** An entry may go on in the next ones. */
  readonly open: boolean;
  /** Characters of the shortest line that was cut off within an object; infinity where none was. */
  readonly shortestCut: number;
}

const MAX_LINES = 400;
const MAX_CHARS = 262_144;
const MAX_WAITING = 512;
const MAX_OPEN = 256;

/** An entry that waits: for its own continuation, or for an entry before it. */
interface Waiting {
  readonly envelope: Envelope;
  peeled: Peeled;
  readonly kind: JoinKind | undefined;
  readonly parts: Waiting[];
  chars: number;
  /** Nothing can be added any more. */
  done: boolean;
  /** Became part of another entry. */
  joined: boolean;
  given: boolean;
}

const createWaiting = (
  envelope: Envelope,
  peeled: Peeled,
  kind: JoinKind | undefined,
): Waiting => ({
  envelope,
  peeled,
  kind,
  parts: [],
  chars: envelope.message.length,
  done: kind === undefined,
  joined: false,
  given: false,
});

const isSameStream = (a: Envelope, b: Envelope): boolean =>
  a.ident === b.ident && a.pid === b.pid && a.node === b.node && a.stream === b.stream;

/** No transport stands around it. */
const isBare = ({ transport, ident, node }: Envelope): boolean =>
  transport === 'plain' && ident === undefined && node === undefined;

const streamKey = (envelope: Envelope, peeled: Peeled): string =>
  [
    envelope.node,
    envelope.ident,
    envelope.pid,
    envelope.stream,
    envelope.pod?.name,
    peeled.fields?.component,
  ].join('\n');

/**
 * Joins klog traces and values of several lines, Go panics with their goroutines, wrapped JSON and k0s's
 * chunks, each within its stream (node, ident, pid, stdout or stderr). Only an entry that can be
 * continued is held back, the others go straight on; the order stays as it came. At most 400 lines or
 * 256 K characters become one record (what follows of it is passed over), at most 512 entries wait.
 */
export function createJoiner(sink: EntrySink): Joiner {
  const open = new Map<string, Waiting>();
  const read = createPeeler();
  let queue: Waiting[] = [];
  let previous: Envelope | undefined;
  /** The stream of the entry right before, where that may go on. */
  let previousKey: string | undefined;
  let shortestCut = Number.POSITIVE_INFINITY;

  const flush = (force: boolean): void => {
    let given = 0;
    for (const entry of queue) {
      if (!entry.done && !force) break;
      if (!entry.done) finish(entry);
      give(entry);
      given += 1;
    }
    queue = given === queue.length ? [] : queue.slice(given);
  };
  const give = (entry: Waiting): void => {
    entry.given = true;
    if (!entry.joined) sink(entry.envelope, entry.peeled);
  };
  const finish = (entry: Waiting): void => {
    if (entry.done) return;
    entry.done = true;
    if (entry.kind === undefined || entry.parts.length === 0) return;
    const whole = rejoin(entry.kind, entry, entry.parts);
    if (whole !== undefined) entry.peeled = whole;
    if (whole !== undefined && entry.kind === 'json') {
      shortestCut = Math.min(shortestCut, entry.envelope.line.text.length);
    }
    for (const part of entry.parts) part.joined = whole !== undefined;
  };

  /** Adds an entry to the open one of its stream, or closes that; true where it was added. */
  const extend = (entry: Waiting, key: string): boolean => {
    const head = open.get(key);
    if (head?.kind === undefined) return false;
    const answer = continues(head.kind, head, entry);
    if (answer === 'no') {
      open.delete(key);
      finish(head);
      return false;
    }
    if (!head.done && !head.given) {
      head.parts.push(entry);
      head.chars += entry.envelope.message.length;
    }
    entry.done = true;
    entry.joined = true;
    const isFull = head.parts.length >= MAX_LINES || head.chars > MAX_CHARS;
    if (answer === 'last' || isFull) finish(head);
    if (answer === 'last') open.delete(key);
    return true;
  };

  const pushSlowly = (entry: Waiting, isLoose: boolean): void => {
    const own = streamKey(entry.envelope, entry.peeled);
    // A terminal's width cuts an object behind its prefix: the rest has none.
    const before = isBare(entry.envelope) ? previousKey : undefined;
    const key = before !== undefined && open.get(before)?.kind === 'json' ? before : own;
    previousKey = key;
    if (extend(entry, key)) {
      // Its text went into the entry before it.
    } else if (entry.kind !== undefined) {
      open.set(key, entry);
      if (open.size > MAX_OPEN) flush(true);
      if (open.size > MAX_OPEN) open.clear();
    } else entry.joined = isLoose;
    queue.push(entry);
    flush(queue.length >= MAX_WAITING);
  };

  return {
    push(envelope) {
      const peeled = peel(envelope, read);
      const isFree = queue.length === 0 && open.size === 0;
      const kind = kindOf(envelope, peeled);
      const isLoose = previous !== undefined && isStray(peeled) && isSameStream(previous, envelope);
      previous = envelope;
      if (isFree && kind === undefined) {
        previousKey = undefined;
        if (!isLoose) sink(envelope, peeled);
        return;
      }
      pushSlowly(createWaiting(envelope, peeled, kind), isLoose);
    },
    pass(envelope) {
      previous = envelope;
    },
    end() {
      previous = undefined;
      previousKey = undefined;
      // Mostly nothing waits; to find that out must cost nothing.
      if (queue.length > 0) flush(true);
      if (open.size > 0) open.clear();
    },
    get open() {
      return open.size > 0;
    },
    get shortestCut() {
      return shortestCut;
    },
  };
}

/** A plain line that can only be the rest of another: indented by a tab, or a header map of client-go. */
export function isStray({ layers, message }: Peeled): boolean {
  if (layers !== '') return false;
  return message.charCodeAt(0) === 0x09 || message.startsWith(', Header: map[');
}
