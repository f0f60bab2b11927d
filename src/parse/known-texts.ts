import { ownText } from '../model/text.js';
import type { Stamp } from './envelope.js';
import { type Peeled, peelText } from './payloads.js';
import { type ReadStamp, readKlogStamp, readRfc3339 } from './timestamp.js';

/** Longer texts are seldom written twice. */
const MAX_CHARS = 2_048;
/** Texts that are remembered. */
const SLOTS = 2_048;
/** Characters that tell in which slot a text is looked for. */
const HASHED_CHARS = 16;
const QUOTE = 0x22;
const LOGRUS_HEAD = 'time="';
const ZAP_HEAD = '{"level":"';
const ZAP_STAMP = ',"ts":"';
const MAX_LEVEL_CHARS = 12;

interface Known {
  /** What stands before the stamp, and behind it. */
  readonly head: string;
  readonly rest: string;
  /** Index of the first character behind the stamp; 0 where there is none. */
  readonly end: number;
  readonly peeled: Peeled;
}

/**
 * `peelText` for the texts of one source, of which most are written again and again: those that are alike but
 * for the stamp at their beginning are read once, and the stamp of each. What comes back is the same as that of
 * `peelText`, but for `alike`. Memory is bounded: 2,048 texts of up to 2,048 characters.
 */
export function createPeeler(): (text: string) => Peeled {
  const slots: (Known | undefined)[] = [];
  /** What was read last in each slot: only a text that comes again is kept. */
  const seen = new Int32Array(SLOTS);

  const learn = (text: string, at: number, end: number, slot: number): Peeled => {
    const peeled = peelText(text);
    if (end > 0 && !isAllOfStamp(text, at, end, peeled)) return peeled;
    // A copy: else what is kept would keep the chunk of the input from which it was cut.
    const own = ownText(text);
    const noticed = { ...peelText(own), alike: {} };
    slots[slot] = { head: own.slice(0, at), rest: own.slice(end), end, peeled: noticed };
    return noticed;
  };

  return (text) => {
    if (text.length > MAX_CHARS) return peelText(text);
    const at = stampPlace(text);
    const read = at === 0 ? undefined : readStampAt(text, at);
    const end = read?.end ?? 0;
    const step = Math.max(1, Math.floor((text.length - end) / HASHED_CHARS));
    const slot = hashOf(text, end, step) & (SLOTS - 1);
    const known = slots[slot];
    // The rest as a text of its own: equal texts are compared far faster than parts of texts.
    if (known?.end === end && known.rest === text.slice(end) && text.startsWith(known.head)) {
      return read === undefined ? known.peeled : withStamp(known.peeled, read.stamp);
    }
    // Of texts that differ in a number the slot may be one: now all characters count.
    const whole = hashOf(text, end, 1);
    if (seen[slot] === whole) return learn(text, read === undefined ? 0 : at, end, slot);
    seen[slot] = whole;
    return peelText(text);
  };
}

/** Spelt out: a spread costs more than all the rest. */
const withStamp = (
  { message, level, fields, innerStamp, layers, alike }: Peeled,
  stamp: Stamp,
): Peeled => ({ message, level, fields, stamp, innerStamp, layers, alike });

/** Where a text of logrus, zap or klog has its stamp; 0 where it is none of these. */
function stampPlace(text: string): number {
  switch (text.charCodeAt(0)) {
    case 0x74:
      return text.startsWith(LOGRUS_HEAD) ? LOGRUS_HEAD.length : 0;
    case 0x7b: {
      if (!text.startsWith(ZAP_HEAD)) return 0;
      const quote = text.indexOf('"', ZAP_HEAD.length);
      if (quote > ZAP_HEAD.length + MAX_LEVEL_CHARS) return 0;
      return text.startsWith(ZAP_STAMP, quote + 1) ? quote + 1 + ZAP_STAMP.length : 0;
    }
    case 0x49:
    case 0x57:
    case 0x45:
    case 0x46:
      return 1;
    default:
      return 0;
  }
}

/** A quoted stamp ends at its quote: nothing behind it is taken for a part of it. */
function readStampAt(text: string, at: number): ReadStamp | undefined {
  if (at === 1) return readKlogStamp(text, 1);
  const read = readRfc3339(text, at);
  return read !== undefined && text.charCodeAt(read.end) === QUOTE ? read : undefined;
}

/**
 * Is `stamp` all that the stamp of the text says? Not where a trace completes it, a second key of the same name
 * wins, or the text comes back as the message.
 */
function isAllOfStamp(text: string, at: number, end: number, peeled: Peeled): boolean {
  if (text.includes('\x1b')) return false;
  switch (text.charCodeAt(0)) {
    case 0x74:
      return peeled.stamp !== undefined && peeled.layers.startsWith('logrus');
    case 0x7b:
      if (peeled.layers !== 'zap' || text.includes('"ts"', at) || text.includes('\\u'))
        return false;
      return peeled.stamp !== undefined && text.endsWith('}');
    default:
      return peeled.layers === 'klog' && !text.includes('Trace[', end);
  }
}

/** By the length and every `step`th character behind the stamp. */
function hashOf(text: string, from: number, step: number): number {
  const { length } = text;
  let hash = length;
  for (let at = length - 1; at >= from; at -= step) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
