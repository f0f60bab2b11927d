import type { CoverageNote } from '../../model/report.js';
import type { Notes } from '../notes.js';
import { notedSource, type Source } from '../source.js';
import type { Entry } from './entry.js';
import { judgeLinks, type Link } from './links.js';
import { memberPath } from './member-path.js';
import type { Expansion, Packed } from './packed.js';

/** Members passed over that get a line of their own; the rest is counted. */
const MAX_LISTED = 100;

/**
 * The sources within an archive, in its order, named `<archive>/<path of the member>`; behind them what
 * links lead to no member, and the archive itself where there is something to say of it.
 */
export async function* readMembers(
  entries: AsyncGenerator<Entry>,
  archive: Packed,
  notes: Notes,
  expansion: Expansion,
  expand: (packed: Packed, expansion: Expansion) => AsyncGenerator<Source>,
): AsyncGenerator<Source> {
  const { limits, meter } = expansion;
  const names = createNames(notes);
  const passed = createPassed(archive.name);
  const links: Link[] = [];
  let found = 0;
  for await (const entry of entries) {
    if (!meter.addEntry()) {
      notes.take('limit-entries');
      break;
    }
    const { path, unsafe } = memberPath(entry.name, limits.maxPathBytes);
    if (path === '' && entry.kind === 'folder') continue;
    found += 1;
    if (unsafe !== undefined)
      yield* passed.list(path, { code: 'entry-unsafe-path', detail: unsafe });
    else if (entry.kind === 'link') links.push({ path, target: entry.target, hard: entry.hard });
    else if (entry.kind === 'noted') yield* passed.list(names.unique(path), entry.note);
    else if (entry.kind === 'file') {
      const name = `${archive.name}/${names.unique(path)}`;
      yield* expand({ name, depth: archive.depth + 1, bytes: entry.bytes }, expansion);
    }
    if (meter.spent !== undefined) {
      notes.take(meter.spent);
      break;
    }
  }
  const { outside, inside } = judgeLinks(links, names.all);
  for (const { path, target } of outside) {
    yield* passed.list(path, { code: 'entry-link', detail: target.slice(0, limits.maxPathBytes) });
  }
  if (inside > 0) notes.take('links-inside', String(inside));
  if (passed.unlisted > 0) notes.take('entries-unlisted', String(passed.unlisted));
  if (found === 0 && notes.list().length === 0) notes.take('archive-empty');
  if (notes.list().length > 0) yield notedSource(archive, ...notes.list());
}

/** Names that were met: the second of a kind is called `name#2`. */
function createNames(notes: Notes): {
  unique(path: string): string;
  readonly all: ReadonlySet<string>;
} {
  const all = new Set<string>();
  const counts = new Map<string, number>();
  return {
    all,
    unique(path) {
      let name = path;
      while (all.has(name)) {
        const count = (counts.get(path) ?? 1) + 1;
        counts.set(path, count);
        name = `${path}#${count}`;
        notes.take('duplicate-name');
      }
      all.add(name);
      return name;
    },
  };
}

function createPassed(archive: string): {
  list(path: string, note: CoverageNote): Generator<Source>;
  readonly unlisted: number;
} {
  let listed = 0;
  return {
    *list(path, note) {
      listed += 1;
      if (listed <= MAX_LISTED) yield notedSource({ name: `${archive}/${path}` }, note);
    },
    get unlisted() {
      return Math.max(0, listed - MAX_LISTED);
    },
  };
}
