import { ENCODERS, type Transport } from '../generate/encode/encoders.js';
import type { Entry } from '../generate/entry.js';
import { createRandom, type Random } from '../generate/random.js';
import { stamped } from './odd-logs.js';

export interface RepeatedLog {
  readonly transport: Transport;
  readonly messages: readonly string[];
  readonly seed: number;
  readonly lines: number;
  /** Of 100 lines so many are of the first two messages. */
  readonly often: number;
  /** Milliseconds between lines, at most. */
  readonly stepMs: number;
  readonly host?: string;
}

const START = Date.UTC(2025, 3, 15, 8);
const BOOT = { id: '0123456789abcdef0123456789abcdef', at: START - 3_600_000 };
const NOISE = [
  'time="2025-04-15T08:00:00Z" level=info msg="Handling a thing"',
  'I0415 08:00:00.123456     812 server.go:9] "It works" pod="a/b"',
  'a plain text',
];
const RUN = /(?<![A-Za-z0-9_])\d+/g;

/** The text with other digits in some of its numbers; now and then with longer numbers or another word. */
export function reworded(text: string, random: Random): string {
  const told = text.replace(RUN, (run) => {
    if (random.next() < 0.4) return run;
    const length = random.next() < 0.05 ? random.int(1, 4) : run.length;
    return random.word(length, '0123456789');
  });
  return random.next() < 0.05 ? told.replace(/ [a-z]{3,} /, ' other ') : told;
}

/** A log whose lines are mostly alike: the same few messages again and again with other digits, between noise. */
export function repeatedLog(log: RepeatedLog): Buffer {
  const { transport, messages, seed, lines, often, stepMs, host = 's1' } = log;
  const random = createRandom(seed, 'repeated', host);
  let at = START;
  const parts = Array.from({ length: lines }, () => {
    at += Math.floor(random.next() * stepMs * 1000) / 1000;
    if (random.next() < 0.01) at += random.pick([-1500, 0, 600_000]);
    const kinds = random.next() * 100 < often ? messages.slice(0, 2) : [...messages, ...NOISE];
    const message = stamped(reworded(random.pick(kinds), random), at);
    const pid = random.next() < 0.02 ? 813 : 812;
    const entry: Entry = {
      at,
      node: host,
      ident: 'k3s',
      unit: 'k3s.service',
      pid,
      message,
      priority: 6,
      boot: BOOT,
    };
    // A new encoder each time: the order of JSON keys is that of its seed.
    return Buffer.from(ENCODERS[transport]({})(entry, 7));
  });
  return Buffer.concat(parts);
}
