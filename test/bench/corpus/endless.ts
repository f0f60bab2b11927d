import { type EpochMs, toMicros } from '../../../src/model/time.js';
import type { Block } from './block.js';

/** What is true of a corpus: known because it was counted while writing. */
export interface Counts {
  readonly bytes: number;
  readonly lines: number;
  /** Lines that hold at least one literal of the rulebook. */
  readonly matching: number;
}

export interface EndlessOptions {
  readonly blocks: readonly Block[];
  /** The first so many blocks come once: the start of the incident. */
  readonly once: number;
  readonly from: EpochMs;
  /** Ends behind the line that reaches this size. */
  readonly maxBytes: number;
}

/**
 * The blocks one after the other, and from the start again, with times that go on. `put` gets the bytes of a
 * block, which change with its next call.
 */
export function writeEndless(options: EndlessOptions, put: (bytes: Buffer) => void): Counts {
  const { blocks, once, maxBytes } = options;
  let [micros, bytes, lines, matching] = [toMicros(options.from), 0, 0, 0];
  for (let turn = 0; bytes < maxBytes; turn += 1) {
    const at = turn < blocks.length ? turn : once + ((turn - once) % (blocks.length - once));
    const block = blocks[at];
    if (block === undefined) throw new Error('a corpus needs blocks');
    block.moveTo(micros);
    const count = linesUpTo(block, maxBytes - bytes);
    const end = block.ends[count - 1] ?? 0;
    put(block.bytes.subarray(0, end));
    micros += block.spanMicros;
    bytes += end;
    lines += count;
    for (let no = 0; no < count; no += 1) if (block.matching[no]) matching += 1;
  }
  return { bytes, lines, matching };
}

/** How many lines it takes to reach so many bytes. */
function linesUpTo({ ends, bytes }: Block, wanted: number): number {
  return wanted >= bytes.length ? ends.length : ends.findIndex((end) => end >= wanted) + 1;
}
