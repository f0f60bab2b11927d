import { statSync } from 'node:fs';
import type { Source } from '../ingest/source.js';

/** Less text is read almost before another thread has started. */
const MIN_BYTES = 32 * 1024 * 1024;
/** Logs unfold to this many times their bytes and more. */
const PACKED_RATIO = 6;
const PACKED = /\.(?:gz|tgz|zip|xz|txz|zst|tzst|bz2|tbz2?)$/i;

/** Sources in a row. `apart`: files that any thread can open, and enough of them to be worth one. */
export interface Portion {
  readonly sources: readonly Source[];
  readonly apart: boolean;
}

/** The sources in their order. Files in a row stay together until their text comes to about `minBytes`. */
export function portionsOf(
  sources: readonly Source[],
  minBytes: number = MIN_BYTES,
): readonly Portion[] {
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
