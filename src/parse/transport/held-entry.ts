import type { Envelope, EnvelopeSink } from '../envelope.js';
import { MAX_JOINED_LENGTH } from './format.js';

const SPACE = 0x20;

/** The last entry of a text mode, kept back until it is clear that no further line belongs to it. */
export interface HeldEntry {
  hold(envelope: Envelope, text: string, column: number): void;
  /** Takes the line if it continues the held entry. */
  continue(text: string): boolean;
  /** Gives the held entry out. */
  release(): void;
}

function leadingBlanks(text: string): number {
  let count = 0;
  while (text.charCodeAt(count) === SPACE) count += 1;
  return count;
}

/**
 * Joins the lines of an entry of many lines. journalctl indents them by the width of the prefix, which
 * it counts in bytes: a prefix with letters outside ASCII is wider than its column. Empty lines may have
 * lost their blanks; they count where a continuation follows. Source: systemd print_multiline().
 */
export function createHeldEntry(sink: EnvelopeSink): HeldEntry {
  let held: Envelope | undefined;
  let prefix = '';
  let messages: string[] = [];
  let lengthSoFar = 0;
  let emptyLines = 0;

  const add = (text: string): void => {
    for (; emptyLines > 0; emptyLines -= 1) messages.push('');
    if (lengthSoFar < MAX_JOINED_LENGTH) messages.push(text);
    lengthSoFar += text.length + 1;
  };

  const release = (): void => {
    if (held === undefined) return;
    const envelope = held;
    held = undefined;
    emptyLines = 0;
    if (messages.length === 0) {
      sink(envelope);
      return;
    }
    const message = [envelope.message, ...messages].join('\n');
    messages = [];
    lengthSoFar = 0;
    sink({ ...envelope, message });
  };

  return {
    hold(envelope, text, column) {
      release();
      held = envelope;
      prefix = column === 0 ? '' : text.slice(0, column);
    },
    continue(text) {
      if (held === undefined) return false;
      const blanks = leadingBlanks(text);
      if (blanks < prefix.length) {
        if (blanks !== text.length) return false;
        emptyLines += messages.length + emptyLines < MAX_JOINED_LENGTH ? 1 : 0;
        return true;
      }
      if (prefix === '') return false;
      const wide = Buffer.byteLength(prefix);
      add(text.slice(blanks >= wide ? wide : prefix.length));
      return true;
    },
    release,
  };
}
