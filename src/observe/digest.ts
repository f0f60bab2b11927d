import type { LogRecord, Pod } from '../model/record.js';

/** What tells whether two sources hold the same records. */
export interface Digest {
  /** Over the lines of all records and their pods, in order. */
  readonly hash: string;
  /** Records with a time of their own. */
  readonly timed: number;
}

export interface DigestKeeper {
  see(record: LogRecord): void;
  readonly digest: Digest;
}

/** Of longer lines head and tail are looked at. */
const MAX_CHARS = 1024;
const FNV_PRIME = 0x01000193;
const FNV_START = 0x811c9dc5;

/** A running hash of 64 bits over hashes of lines: for telling copies from look-alikes, not against forgery. */
export function createDigest(): DigestKeeper {
  let a = FNV_START;
  let b = 0;
  let timed = 0;
  let lastPod: Pod | undefined;
  let lastName = '';

  const mix = (value: number): void => {
    a = Math.imul(a ^ value, FNV_PRIME);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ value, 0x85ebca6b) + 1;
  };
  const seePod = (pod: Pod | undefined): void => {
    lastPod = pod;
    const name = [pod?.namespace, pod?.name, pod?.uid, pod?.container].join('/');
    if (name === lastName) return;
    lastName = name;
    mix(hashOf(name));
  };

  return {
    see({ line: { text }, time, pod }) {
      mix(hashOf(text));
      if (time) timed += 1;
      if (pod !== lastPod) seePod(pod);
    },
    get digest() {
      return { hash: `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`, timed };
    },
  };
}

/** 32 bits of the text and its length. */
function hashOf(text: string): number {
  const { length } = text;
  const half = MAX_CHARS / 2;
  let hash = FNV_START ^ length;
  const head = length > MAX_CHARS ? half : length;
  for (let i = 0; i < head; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  for (let i = Math.max(head, length - half); i < length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  }
  return hash;
}
