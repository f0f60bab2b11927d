import { type EpochMs, toMicros } from '../../../src/model/time.js';
import type { CreateEncoder, EncodeEntry } from '../../generate/encode/options.js';
import type { Entry } from '../../generate/entry.js';
import { createStampWriter, findStamps, type Stamp } from './stamps.js';

/** Some thousand lines of a log, written once and then again and again with later times. */
export interface Block {
  readonly bytes: Buffer;
  /** Where each line ends, behind its LF. */
  readonly ends: readonly number[];
  /** Whether each line holds a literal. */
  readonly matching: readonly boolean[];
  /** From the first line of the block to the first of the next. */
  readonly spanMicros: number;
  /** Gives all lines the times they have when the block begins at this instant. */
  readonly moveTo: (micros: number) => void;
}

export interface BlockOptions {
  readonly encoder: ReturnType<CreateEncoder>;
  readonly literals: readonly string[];
  readonly maxBytes: number;
}

interface Draft {
  readonly parts: Buffer[];
  readonly ends: number[];
  readonly matching: boolean[];
  readonly stamps: Stamp[];
  /** Line of each stamp, and its distance from the first line in microseconds. */
  readonly stampMicros: number[];
}

/**
 * Blocks of a log, each of at least `maxBytes`, without end. An entry that gives several lines is left out:
 * counts are per line.
 */
export function* renderBlocks(entries: Iterable<Entry>, options: BlockOptions): Generator<Block> {
  let draft = emptyDraft();
  let bytes = 0;
  let no = 0;
  let first: number | undefined;
  for (const entry of entries) {
    const micros = toMicros(entry.at);
    if (bytes >= options.maxBytes && first !== undefined) {
      yield toBlock(draft, micros - first, entry.boot.at);
      [draft, bytes, first] = [emptyDraft(), 0, undefined];
    }
    no += 1;
    first ??= micros;
    bytes += addLine(draft, encodeLine(options.encoder, entry, no), bytes, micros - first, options);
  }
}

const emptyDraft = (): Draft => ({
  parts: [],
  ends: [],
  matching: [],
  stamps: [],
  stampMicros: [],
});

function encodeLine(encode: EncodeEntry, entry: Entry, no: number): Buffer {
  const encoded = encode(entry, no);
  return typeof encoded === 'string' ? Buffer.from(encoded, 'utf8') : encoded;
}

/** Gives the bytes added. */
function addLine(
  draft: Draft,
  line: Buffer,
  start: number,
  afterMicros: number,
  { literals }: BlockOptions,
): number {
  if (line.indexOf(0x0a) !== line.length - 1) return 0;
  const text = line.toString('latin1'); // one character a byte: offsets are those of the bytes
  draft.parts.push(line);
  draft.ends.push(start + line.length);
  draft.matching.push(literals.some((literal) => text.includes(literal)));
  for (const stamp of findStamps(text, start)) {
    draft.stamps.push(stamp);
    draft.stampMicros.push(afterMicros);
  }
  return line.length;
}

function toBlock(draft: Draft, spanMicros: number, bootAt: EpochMs): Block {
  const { ends, matching, stamps, stampMicros } = draft;
  const bytes = Buffer.concat(draft.parts);
  const writer = createStampWriter(bytes, bootAt);
  const moveTo = (micros: number): void => {
    for (let at = 0; at < stamps.length; at += 1) {
      const stamp = stamps[at];
      if (stamp !== undefined) writer.write(stamp, micros + (stampMicros[at] ?? 0));
    }
  };
  return { bytes, ends, matching, spanMicros, moveTo };
}
