import { createHash } from 'node:crypto';
import { type Clip, type Line, lineBytes, shownText } from '../model/line.js';
import type { Observation, Quote, Subject } from '../model/observation.js';
import type { Fields, Level } from '../model/record.js';
import { ownText, shortenMiddle } from '../model/text.js';
import type { EpochMs } from '../model/time.js';
import type { Drawn } from './quote-spare.js';
import { ownFields } from './shapes.js';

/** Longer lines are shortened in the middle; the hash is over the whole line. */
const MAX_CHARACTERS = 2000;

/** A line as it can be quoted. */
export interface Shown {
  readonly sha256: string;
  readonly text: string;
}

/** A line as it stood, secrets and all. It never leaves the keeper. */
type Raw = string;

/** A kept line with its observation, as one object: there are many, and most make room for others soon. */
export interface Kept<Said = Shown | Raw> extends Drawn {
  /** Of nearly all lines it is never asked: another one takes their place before. */
  said: Said;
  readonly subject: Subject;
  readonly fields: Fields;
  readonly weight: number | undefined;
  /** Whether the position is a time. */
  readonly isTimed: boolean;
  /** Its time lacks year or zone. */
  readonly assumed: boolean;
  readonly level: Level | undefined;
}

export type Mask = (text: string) => string;

/** What is known of a line before it is kept. */
export interface Found extends Pick<Kept, 'position' | 'effect' | 'lot' | 'assumed' | 'level'> {
  readonly observation: Observation;
  readonly line: Line;
  /** The text of the line and those of the fields keep nothing else alive, so that they need not be copied. */
  readonly isOwn: boolean;
}

export function makeKept(
  { observation, line, isOwn, position, effect, lot, assumed, level }: Found,
  mask: Mask,
): Kept {
  const { subject, fields, weight, at } = observation;
  return {
    position,
    source: line.source,
    line: line.no,
    effect,
    lot,
    said: sayingAtFirst(line, isOwn, mask),
    subject,
    fields: isOwn ? fields : ownFields(fields),
    weight,
    isTimed: at !== undefined,
    assumed,
    level,
  };
}

/** A short line is kept as it stood; of a long one only what is shown. */
function sayingAtFirst({ text, clip }: Line, isOwn: boolean, mask: Mask): Shown | Raw {
  if (clip !== undefined || text.length > MAX_CHARACTERS) return show(text, mask, clip);
  return isOwn ? text : ownText(text);
}

/** What is shown of a kept line. It is worked out once. */
export function sayingOf(kept: Kept, mask: Mask): Shown {
  const { said } = kept;
  const known = typeof said === 'string' ? show(said, mask) : said;
  kept.said = known;
  return known;
}

function show(raw: string, mask: Mask, clip?: Clip): Shown {
  return {
    sha256: clip?.sha256 ?? createHash('sha256').update(lineBytes(raw)).digest('hex'),
    text: ownText(shortenMiddle(mask(shownText(raw)), MAX_CHARACTERS)),
  };
}

/** `at`: the time of the line, where it has any. */
export function toQuote(
  signal: string,
  { source, line, subject, fields, weight, level }: Kept,
  said: Shown,
  at: EpochMs | undefined,
): Quote {
  const { node } = subject;
  return {
    citation: {
      source,
      line,
      ...said,
      ...(at === undefined ? {} : { time: at }),
      ...(node === '' ? {} : { node }),
    },
    observation: {
      signal,
      subject,
      fields,
      line,
      ...(weight === undefined ? {} : { weight }),
      ...(at === undefined ? {} : { at }),
    },
    ...(level === undefined ? {} : { level }),
  };
}
