import { groupBy } from '../model/group-by.js';
import type { Coverage, Gap, GapReason } from '../model/report.js';
import { ends, stamp } from './format.js';
import { hanging, type Page } from './page.js';

type Span = Pick<Gap, 'from' | 'to'>;
type Part = Span & { readonly why: GapReason | 'unknown' };

/** Spells in which nothing of a node was read, told from here on: see observe/spells.ts. */
const GAP_MS = 15 * 60_000;
const MAX_LINES = 20;

/** What is missing, one line a node: `server1: nothing for 40 min (10:20 – 11:00) …`. Sources without a node speak for themselves. */
export function lossLines(page: Page, width: number): string[] {
  const { say } = page;
  const logs = page.report.coverage.filter((one) => one.role === 'log' && !isCopy(one));
  const groups = groupBy(logs, ({ node, source }) => node ?? source);
  const told = [...groups].flatMap(([name, sources]): string[] => {
    const parts = partsOf(page, sources);
    return parts.length === 0 ? [] : [name + say.colon + parts.join(' · ')];
  });
  const rest = told.length - MAX_LINES;
  const shown = rest > 1 ? [...told.slice(0, MAX_LINES), say.more(rest)] : told;
  return shown.flatMap((line) => hanging('- ', line, width));
}

const isCopy = ({ notes }: Coverage): boolean => notes.some(({ code }) => code === 'copy-of');

function partsOf({ say }: Page, sources: readonly Coverage[]): readonly string[] {
  const parts = gapsOfNode(sources);
  const suppressed = sources.reduce((sum, one) => sum + one.suppressed, 0);
  const cut = sources.filter(({ notes }) => notes.some(({ code }) => code.startsWith('head-cut')));
  return [
    ...(['lost', 'silent', 'rotated', 'stopped', 'unknown'] as const).flatMap((why) => {
      const own = parts.filter((part) => part.why === why);
      const [longest] = own.toSorted((a, b) => b.to - b.from - (a.to - a.from));
      if (!longest) return [];
      const when = ends(longest.from, longest.to).join(say.to);
      return [say.missing[why](own.length, say.duration(longest.to - longest.from), when)];
    }),
    ...(suppressed > 0 ? [say.suppressed(suppressed)] : []),
    ...(cut.length > 0 ? [say.headsCut(cut.length, stampOf(cut))] : []),
  ];
}

function stampOf(cut: readonly Coverage[]): string {
  const from = Math.max(...cut.map((one) => one.from ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(from) ? stamp(from) : '';
}

/** Gaps with a reason, joined; of the others only where no source of the node spoke. */
function gapsOfNode(sources: readonly Coverage[]): readonly Part[] {
  const told = sources.flatMap(({ gaps }) =>
    gaps.flatMap(({ why, ...gap }): Part[] =>
      why === undefined || why === 'stopped' ? [] : [{ ...gap, why }],
    ),
  );
  const stopped = sources.flatMap(({ gaps }) => gaps.filter(({ why }) => why === 'stopped'));
  const joined = (['lost', 'silent', 'rotated'] as const).flatMap((why) =>
    union(told.filter((part) => part.why === why)).map(({ from, to }): Part => ({ from, to, why })),
  );
  const silent = silencesOf(sources)
    .filter((gap) => !joined.some((one) => covers(one, gap)))
    .map(
      (gap): Part => ({
        ...gap,
        why: stopped.some((one) => covers(one, gap)) ? 'stopped' : 'unknown',
      }),
    );
  return [...joined, ...silent];
}

const covers = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && outer.to >= inner.to;

/** When none of the sources spoke. */
function silencesOf(sources: readonly Coverage[]): readonly Span[] {
  const spoken = union(sources.flatMap(spellsOf));
  return spoken.flatMap(({ from }, index): Span[] => {
    const before = spoken[index - 1];
    return before && from - before.to > GAP_MS ? [{ from: before.to, to: from }] : [];
  });
}

function spellsOf({ from, to, gaps }: Coverage): readonly Span[] {
  if (from === undefined || to === undefined) return [];
  const inside = gaps.filter((gap) => gap.from >= from && gap.to <= to);
  const starts = [from, ...inside.map((gap) => gap.to)];
  const stops = [...inside.map((gap) => gap.from), to];
  return starts.map((start, index) => ({ from: start, to: stops[index] ?? to }));
}

/** Overlapping ones made one, in order of time. */
function union(gaps: readonly Span[]): readonly Span[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of gaps.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}
