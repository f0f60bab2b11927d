import zlib from 'node:zlib';
import { createInflater, type Inflated, type Room } from './inflater.js';
import type { Intake } from './intake.js';

export type MemberEnd = 'complete' | 'truncated' | 'corrupt';

export interface Inflation {
  readonly end: MemberEnd;
  /** `undefined` in Node 20.0 to 20.14, which have no crc32: there the length alone must do. */
  readonly crc: number | undefined;
  readonly bytes: number;
}

/** Inflates one raw deflate stream and leaves the intake behind its end. A chunk holds until the next one is asked for. */
export async function* inflateBody(intake: Intake, room?: Room): AsyncGenerator<Buffer, Inflation> {
  const inflater = createInflater(room);
  let taken = 0;
  let bytes = 0;
  let crc = zlib.crc32 === undefined ? undefined : 0;

  async function* counted(chunks: AsyncGenerator<Buffer, Inflated>) {
    for (let next = await chunks.next(); ; next = await chunks.next()) {
      if (next.done) return next.value;
      crc = zlib.crc32?.(next.value, crc);
      bytes += next.value.length;
      yield next.value;
    }
  }
  try {
    for (;;) {
      const slice = await intake.peek(sliceBytes(taken));
      if (slice.length === 0) {
        return { end: (await inflater.isComplete()) ? 'complete' : 'truncated', crc, bytes };
      }
      const { used, state } = yield* counted(inflater.feed(slice));
      intake.skip(used);
      taken += used;
      if (state === 'corrupt') return { end: 'corrupt', crc, bytes };
      if (state === 'end') return { end: 'complete', crc, bytes };
    }
  } finally {
    inflater.close();
  }
}

/**
 * How much to inflate at once. What one slice gives is lost if it proves corrupt, so it is small at the
 * start and never over a small part of what was read; it depends on the place alone, so that the same
 * bytes give the same lines in whatever chunks they come.
 */
const sliceBytes = (taken: number): number => Math.min(65_536, Math.max(256, taken >> 5));
