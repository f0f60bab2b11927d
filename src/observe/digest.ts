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
const MAX_CHARS = 256;

/** A running hash of 64 bits: for telling copies from look-alikes, not against forgery. */
export function createDigest(): DigestKeeper {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  let timed = 0;
  let lastPod: Pod | undefined;
  let lastName = '';

  const mix = (value: number): void => {
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b ^ value, 0x85ebca6b) ^ (b >>> 15);
  };
  const mixText = (text: string, from: number, to: number): void => {
    for (let i = from; i < to; i += 1) mix(text.charCodeAt(i));
  };

  const seePod = (pod: Pod | undefined): void => {
    lastPod = pod;
    const name = [pod?.namespace, pod?.name, pod?.uid, pod?.container].join('/');
    if (name === lastName) return;
    lastName = name;
    mixText(name, 0, name.length);
  };

  return {
    see({ line: { text }, time, pod }) {
      const { length } = text;
      mix(length);
      const half = MAX_CHARS / 2;
      mixText(text, 0, Math.min(length, length > MAX_CHARS ? half : MAX_CHARS));
      if (length > MAX_CHARS) mixText(text, length - half, length);
      if (time) timed += 1;
      if (pod !== lastPod) seePod(pod);
    },
    get digest() {
      return { hash: `${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`, timed };
    },
  };
}
