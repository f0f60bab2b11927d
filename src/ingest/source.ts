import type { CoverageNote } from '../model/report.js';
import type { LineReader } from './lines.js';
import type { TakeNote } from './notes.js';
import type { Sifting } from './sifting.js';

/** One input. `path` is absent for the pipe and for members of archives. */
export interface Source {
  readonly name: string;
  readonly path?: string;
  /** `sifting`: lines that cannot matter may be left out; `maxBytes` of a line are kept, default 1 MiB. */
  open(signal?: AbortSignal, sifting?: Sifting, maxBytes?: number): LineReader;
  /** The bytes as they stand, not decompressed; absent where there are none. To be asked for once; see `Chunks`. */
  bytes?(take: TakeNote, signal?: AbortSignal): AsyncGenerator<Buffer>;
}

/** A source without lines: its notes say why. */
export function notedSource(
  { name, path }: { readonly name: string; readonly path?: string },
  ...notes: readonly CoverageNote[]
): Source {
  const reader: LineReader = {
    lines: 0,
    leftOut: 0,
    clipped: 0,
    bytes: 0,
    notes,
    async *[Symbol.asyncIterator]() {},
  };
  return { name, ...(path === undefined ? {} : { path }), open: () => reader };
}
