import { isCleanText } from './content.js';
import { copyBytes } from './copy-bytes.js';
import type { Chunks, Feed } from './feed.js';
import { isSlow } from './slow.js';

const NOTHING: Buffer = Buffer.alloc(0);
/** Of a live source: so long more is waited for where whole lines of text are there already. */
const PATIENCE_MS = 100;
const LF = 0x0a;
/** Peeks at so many bytes are many: what they show is gathered in memory that is used again. */
const MANY_BYTES = 4_096;
const GATHERED_BYTES = 262_144;

/**
 * Bytes that can be looked at before they are taken, whatever the borders of the chunks. Who wants no
 * more just stops, or closes the intake where the giver holds something open.
 */
export interface Intake extends Feed {
  /** The next `bytes` bytes; fewer only at the end of the input, or where a live one pauses. They stay. */
  peek(bytes: number): Promise<Buffer>;
  /** Drops bytes that a peek has shown. */
  skip(bytes: number): void;
  /** The next bytes as they come, at least one and at most `maxBytes`; none at the end. They are gone. */
  take(maxBytes: number): Promise<Buffer>;
  /** All that is left, as it comes. */
  rest(): AsyncGenerator<Buffer>;
}

/** `live`: someone waits for the lines of a source that may pause for long. */
export function createIntake(chunks: Chunks, live = false): Intake {
  const iterator = chunks[Symbol.asyncIterator]();
  const { direct } = chunks;
  let held = NOTHING;
  let asked: Promise<IteratorResult<Buffer>> | undefined;
  let hasBegun = false;
  let memory = NOTHING;

  async function more(): Promise<Buffer | undefined> {
    asked ??= iterator.next();
    const next = await asked;
    asked = undefined;
    hasBegun = true;
    return next.done === true ? undefined : next.value;
  }
  /** What is there is plainly text, and nothing follows for a while. */
  async function pauses(parts: readonly Buffer[]): Promise<boolean> {
    const shown = Buffer.concat(parts);
    if (!shown.includes(LF) || !isCleanText(shown)) return false;
    asked ??= iterator.next();
    return isSlow(asked, PATIENCE_MS);
  }

  /** Reads on behind what is held, until there are so many bytes. */
  async function gather(bytes: number, { ready, read }: NonNullable<typeof direct>): Promise<void> {
    if (memory.length < bytes) memory = Buffer.allocUnsafeSlow(Math.max(bytes, GATHERED_BYTES));
    let size = held.copy(memory);
    for (let length = 1; size < bytes && length > 0; size += length) {
      await ready();
      length = read(memory.subarray(size));
    }
    held = memory.subarray(0, size);
  }

  async function peek(bytes: number): Promise<Buffer> {
    if (held.length < bytes && bytes >= MANY_BYTES && direct && hasBegun && !live) {
      await gather(bytes, direct);
    } else if (held.length < bytes) await collect(bytes);
    return held.subarray(0, bytes);
  }

  async function collect(bytes: number): Promise<void> {
    const parts = [Buffer.from(held)];
    let size = held.length;
    while (size < bytes) {
      if (live && (await pauses(parts))) break;
      const chunk = await more();
      if (chunk === undefined) break;
      parts.push(Buffer.from(chunk));
      size += chunk.length;
    }
    held = Buffer.concat(parts, size);
  }

  async function take(maxBytes: number): Promise<Buffer> {
    while (held.length === 0) {
      const chunk = await more();
      if (chunk === undefined) return NOTHING;
      held = chunk;
    }
    const taken = held.subarray(0, maxBytes);
    held = held.subarray(taken.length);
    return taken;
  }

  async function* rest(): AsyncGenerator<Buffer> {
    if (held.length > 0) yield held;
    held = NOTHING;
    for (let chunk = await more(); chunk !== undefined; chunk = await more()) yield chunk;
  }

  return {
    peek,
    skip: (bytes) => {
      held = held.subarray(bytes);
    },
    take,
    rest,
    ready: async () => {
      if (held.length === 0 && direct) return direct.ready();
      while (held.length === 0) {
        const chunk = await more();
        if (chunk === undefined) return;
        held = chunk;
      }
    },
    read: (into) => {
      if (held.length === 0 && direct) return direct.read(into);
      const length = copyBytes(held, into);
      held = held.subarray(length);
      return length;
    },
    readAhead: (into) => (held.length === 0 ? direct?.readAhead(into) : undefined),
    close: async () => {
      held = NOTHING;
      // A live source answers only when it is closed.
      if (!live) await iterator.return?.();
      else iterator.return?.(undefined).catch(() => {});
    },
  };
}

/** For those who keep chunks. */
export async function* copied(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
