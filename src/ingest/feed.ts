/** The bytes of a source, written to where they are wanted. */
export interface Feed {
  /** Kept as soon as there is something to read, or nothing any more. Rejects where the source does. */
  ready(): Promise<void>;
  /** To be asked when it is ready: writes to the front of `into` and gives how many bytes; 0 at the end. */
  read(into: Buffer): number;
  /**
   * Like `read`, by another thread: nothing else may be asked, and `into` is not to be touched, until it is kept. Never
   * rejects. `undefined`, and nothing is read, where that gains nothing.
   */
  readAhead(into: Buffer): Promise<number> | undefined;
  /** Tells the giver that no more is wanted. */
  close(): Promise<void>;
}

/** Bytes as they come. A chunk holds until the next one is asked for. */
export interface Chunks extends AsyncIterable<Buffer> {
  /** Gives what stands behind the chunks that were taken, without memory of its own. */
  readonly direct?: Omit<Feed, 'close'>;
}
