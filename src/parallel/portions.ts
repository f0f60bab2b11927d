import { statSync } from 'node:fs';
import type { Source } from '../ingest/source.js';

const MIB = 1024 * 1024;
/** Less text is read almost before another thread has started. */
export const MIN_BYTES = 32 * MIB;
/**
 * Beside one thread that reads, V8 compiles and collects garbage on the second core: where there is no third one, another
 * thread that reads takes it away, and has as much to compile. Measured on two cores, 5 % of the lines matching: two
 * files of 500 MB take 4.1 s by one thread and 4.8 by two, of 1 GB 7.3 and 6.5.
 */
const MIN_BYTES_OF_TWO_CORES = 768 * MIB;

/** From how much text on another thread is worth it on a machine of so many cores. */
export const worthwhileBytes = (cores: number): number =>
  cores > 2 ? MIN_BYTES : MIN_BYTES_OF_TWO_CORES;
/** Logs unfold to this many times their bytes and more. */
const PACKED_RATIO = 6;
const PACKED = /\.(?:gz|tgz|zip|xz|txz|zst|tzst|bz2|tbz2?)$/i;

/** Sources in a row. `apart`: files that any thread can open, and enough of them to be worth one. */
export interface Portion {
  readonly sources: readonly Source[];
  readonly apart: boolean;
}

/** The sources in their order. Files in a row stay together until their text comes to about `minBytes`. */
export function portionsOf(sources: readonly Source[], minBytes: number): readonly Portion[] {
  const portions: { readonly sources: Source[]; apart: boolean }[] = [];
  let open: Source[] = [];
  let bytes = 0;
  const close = (): void => {
    if (open.length === 0) return;
    const last = portions.at(-1);
    // A small rest goes with what stands before it.
    if (bytes < minBytes && last) for (const source of open) last.sources.push(source);
    else portions.push({ sources: open, apart: bytes >= minBytes });
    open = [];
    bytes = 0;
  };
  for (const source of sources) {
    const size = roughBytes(source);
    if (size === undefined) {
      close();
      portions.push({ sources: [source], apart: false });
      continue;
    }
    open.push(source);
    bytes += size;
    if (bytes >= minBytes) close();
  }
  close();
  return portions;
}

/** The text of a regular file; `undefined` for what can be read once only, or not at all. */
function roughBytes({ path, bytes }: Source): number | undefined {
  if (path === undefined || bytes === undefined) return undefined;
  try {
    const found = statSync(path);
    if (!found.isFile()) return undefined;
    return PACKED.test(path) ? found.size * PACKED_RATIO : found.size;
  } catch {
    return undefined;
  }
}
