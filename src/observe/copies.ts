import type { RawCoverage } from './coverage.js';

/** Copies of sources: by the name of the copy the name of the source whose lines it repeats. */
export type Copies = ReadonlyMap<string, string>;

/** Fewer records may be alike by chance: two replicas start with the same lines in the same second. */
const MIN_TIMED = 20;

/**
 * Sources that hold the very same lines: unpacked beside the archive, saved twice. Sure enough to count them
 * once: every line with its time is equal, and neither the records nor the user name different nodes or pods.
 * The first by name is the original, one of a bundle before a loose file.
 */
export function findCopies(covered: readonly RawCoverage[]): Copies {
  const copies = new Map<string, string>();
  const originals = new Map<string, string>();
  const inBundles = covered.filter(({ scope }) => scope !== '');
  const loose = covered.filter(({ scope }) => scope === '');
  for (const one of [...inBundles, ...loose]) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const original = originals.get(key);
    if (original === undefined) originals.set(key, one.source);
    else copies.set(one.source, original);
  }
  return copies;
}

/** What copies share; `undefined` where likeness would prove nothing. */
function keyOf({ digest, lines, nodes }: RawCoverage): string | undefined {
  if (!digest || digest.timed < MIN_TIMED) return undefined;
  return [digest.hash, lines, digest.timed, ...[...nodes].sort()].join('\u0001');
}
