const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Bytes that can be looked at before they are taken, whatever the borders of the chunks. Who wants no
 * more just stops, or closes the intake where the giver holds something open.
 */
export interface Intake {
  /** The next `bytes` bytes; fewer only at the end of the input. They stay. */
  peek(bytes: number): Promise<Buffer>;
  /** Drops bytes that a peek has shown. */
  skip(bytes: number): void;
  /** The next bytes as they come, at least one and at most `maxBytes`; none at the end. They are gone. */
  take(maxBytes: number): Promise<Buffer>;
  /** All that is left, as it comes. */
  rest(): AsyncGenerator<Buffer>;
  /** Tells the giver that no more is wanted. */
  close(): Promise<void>;
}

export function createIntake(chunks: AsyncIterable<Buffer>): Intake {
  const iterator = chunks[Symbol.asyncIterator]();
  let held = NOTHING;

  async function more(): Promise<Buffer | undefined> {
    const next = await iterator.next();
    return next.done === true ? undefined : next.value;
  }

  async function peek(bytes: number): Promise<Buffer> {
    if (held.length >= bytes) return held.subarray(0, bytes);
    const parts = [held];
    let size = held.length;
    while (size < bytes) {
      const chunk = await more();
      if (chunk === undefined) break;
      parts.push(chunk);
      size += chunk.length;
    }
    held = Buffer.concat(parts, size);
    return held.subarray(0, bytes);
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
    close: async () => {
      held = NOTHING;
      await iterator.return?.();
    },
  };
}
