import fc from 'fast-check';
import { ENCODERS, type Transport } from '../generate/encode/encoders.js';
import type { Entry } from '../generate/entry.js';
import { stamped } from './odd-logs.js';

const START = Date.UTC(2025, 3, 15, 8);
const MINUTE = 60_000;
const DAY = 86_400_000;
const BOOT = { id: '0123456789abcdef0123456789abcdef', at: START - 400 * DAY };

/** What is other than in the line that was learnt. */
export interface Change {
  /** Milliseconds from the line before, with microseconds. */
  readonly stepMs: number;
  /** Which digits of the message become others, and into which. */
  readonly digits: 'none' | 'free' | 'one' | 'any' | 'zeros' | 'nines' | 'line';
  /** Other characters at one place. */
  readonly edit: 'none' | 'letter' | 'longer' | 'shorter' | 'cr';
  readonly speaker: number;
  readonly offsetMinutes: number;
  readonly behind: 'none' | 'blank' | 'indented' | 'noise';
  readonly dice: readonly number[];
}

const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(usual, ...others) },
  );

const steps = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 5_000_000 }).map((micros) => micros / 1000) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, -2000, 999.999, MINUTE, -MINUTE) },
  { weight: 1, arbitrary: fc.constantFrom(DAY, -DAY, 31 * DAY, 200 * DAY, 3_600_000) },
);

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    stepMs: steps,
    digits: fc.constantFrom(
      ...([
        'none',
        'free',
        'free',
        'free',
        'free',
        'one',
        'any',
        'zeros',
        'nines',
        'line',
      ] as const),
    ),
    edit: mostly<Change['edit']>('none', 'letter', 'longer', 'shorter', 'cr'),
    speaker: mostly(0, 1, 2, 3),
    offsetMinutes: mostly(0, 120, -330, 60),
    behind: mostly<Change['behind']>('none', 'blank', 'indented', 'noise'),
    dice: fc.array(fc.nat({ max: 9_999 }), { minLength: 8, maxLength: 8 }),
  }),
  { minLength: 8, maxLength: 14 },
);

const SPEAKERS = [
  { ident: 'k3s', unit: 'k3s.service', pid: 812, node: 's1' },
  { ident: 'k3s', unit: 'k3s.service', pid: 813, node: 's1' },
  { ident: 'etcd', unit: 'etcd.service', pid: 77, node: 's1' },
  { ident: 'k3s', unit: 'k3s.service', pid: 812, node: '10.0.0.7' },
] as const;

type Encode = (message: string, at: number, change?: Change) => readonly string[];

/** Gives the lines of an entry whose stamps are those of its time. The keys of JSON stand in another order each time. */
function createEncode(transport: Transport): Encode {
  const encoders = new Map<number, ReturnType<(typeof ENCODERS)[Transport]>>();
  return (message, at, change) => {
    const offsetMinutes = change?.offsetMinutes ?? 0;
    const encodeEntry = encoders.get(offsetMinutes) ?? ENCODERS[transport]({ offsetMinutes });
    encoders.set(offsetMinutes, encodeEntry);
    const voice = SPEAKERS[change?.speaker ?? 0] ?? SPEAKERS[0];
    const entry: Entry = { at, message: stamped(message, at), priority: 6, boot: BOOT, ...voice };
    return String(encodeEntry(entry, 7)).replace(/\n$/, '').split('\n');
  };
}

type Dice = () => number;
const FREE = /(?<![A-Za-z0-9_])\d+/g;

/** The message with other digits, but for its stamps, which are made anew. */
function withDigits(message: string, kind: Change['digits'], roll: Dice): string {
  const anyDigit = (): string => String(roll() % 10);
  switch (kind) {
    case 'free':
      return message.replace(FREE, (run) =>
        run.replace(/\d/g, (_, at: number) =>
          at === 0 && run.length > 1 ? String(1 + (roll() % 9)) : anyDigit(),
        ),
      );
    case 'one': {
      const places = [...message.matchAll(/\d/g)].map(({ index }) => index);
      const at = places[roll() % Math.max(1, places.length)] ?? 0;
      return places.length === 0 ? message : replaceAt(message, at, 1, anyDigit());
    }
    case 'any':
      return message.replace(/\d/g, anyDigit);
    case 'zeros':
      return message.replace(/\d/g, (digit) => (roll() % 3 === 0 ? '0' : digit));
    case 'nines':
      return message.replace(FREE, (run) => '9'.repeat(run.length));
    default:
      return message;
  }
}

const replaceAt = (text: string, at: number, length: number, part: string): string =>
  text.slice(0, at) + part + text.slice(at + length);

function edited(line: string, kind: Change['edit'], roll: Dice): string {
  const pick = (pattern: RegExp): number | undefined => {
    const places = [...line.matchAll(pattern)].map(({ index }) => index);
    return places[roll() % Math.max(1, places.length)];
  };
  switch (kind) {
    case 'letter': {
      const at = pick(/[a-z]/g);
      return at === undefined
        ? line
        : replaceAt(line, at, 1, String.fromCharCode(97 + (roll() % 26)));
    }
    case 'longer': {
      const at = pick(/\d/g);
      return at === undefined ? line : replaceAt(line, at, 0, String(roll() % 10));
    }
    case 'shorter': {
      const at = pick(/\d/g);
      return at === undefined ? line : replaceAt(line, at, 1, '');
    }
    case 'cr':
      return `${line}\r`;
    default:
      return line;
  }
}

const BEHIND: Readonly<Record<Change['behind'], readonly string[]>> = {
  none: [],
  blank: [''],
  indented: [`${' '.repeat(60)}and more`, '\tand more'],
  noise: ['a plain text'],
};

const ROLLED = 7_919;

/** Lines of one message: three times nearly the same, then each with its change. */
export function alikeLines(
  message: string,
  transport: Transport,
  changed: readonly Change[],
): readonly string[] {
  const encode = createEncode(transport);
  let at = START;
  const lines = [0, 1, 2, 3].flatMap((no) => encode(message, at + no * 1001.5));
  at += 5_000;
  for (const change of changed) {
    let rolled = 0;
    const roll: Dice = () => {
      rolled += 1;
      return (change.dice[rolled % change.dice.length] ?? 0) + Math.floor((rolled * ROLLED) / 8);
    };
    at += change.stepMs;
    const own = encode(withDigits(message, change.digits, roll), at, change);
    const whole = own.map((line) =>
      change.digits === 'line'
        ? line.replace(/\d/g, (one) => (roll() % 4 ? one : `${roll() % 10}`))
        : line,
    );
    const last = edited(whole.at(-1) ?? '', change.edit, roll);
    lines.push(...whole.slice(0, -1), last, ...(BEHIND[change.behind] ?? []));
  }
  return [...lines, ...encode(message, at)];
}
