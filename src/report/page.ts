import pc from 'picocolors';
import type { Lang, Look, Report } from '../model/report.js';
import { harmless } from './clean.js';
import { cut, indented, padEnd, widthOf, wrap } from './layout.js';
import { type Words, words } from './words.js';

export type Paint = (text: string) => string;

/** What every section of the text report works with. */
export interface Page {
  readonly report: Report;
  readonly lang: Lang;
  readonly say: Words;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** Columns of the screen. */
  readonly width: number;
  /** Columns the section stands in from the left. */
  readonly indent: number;
}

const MIN_WIDTH = 40;
/** Sentences are not set wider than this: the eye would lose the line. */
const MAX_PROSE = 100;
/** Below this the label gets a line of its own. */
export const STACKED_WIDTH = 56;
const GAP = 2;

export const createPage = (report: Report, look: Look): Page => ({
  report,
  lang: look.lang,
  say: words[look.lang],
  colors: pc.createColors(look.color),
  width: Math.max(MIN_WIDTH, look.width),
  indent: 0,
});

export const movedIn = (page: Page, by: number): Page => ({ ...page, indent: page.indent + by });

const labelWidth = ({ say }: Page): number =>
  Math.max(...Object.values(say.label).map(widthOf)) + GAP;
const isStacked = (page: Page): boolean => page.width < STACKED_WIDTH;
const bodyIndent = (page: Page): number => (isStacked(page) ? GAP : labelWidth(page));

/** Columns for the text right of a label. */
export const bodyWidth = (page: Page): number => page.width - page.indent - bodyIndent(page);

/** Columns for sentences right of a label. */
export const proseWidth = (page: Page): number => Math.min(MAX_PROSE, bodyWidth(page));

/** A label and its lines beside it; nothing where there are no lines. */
export function row(
  page: Page,
  label: keyof Words['label'],
  lines: readonly string[],
  paint: Paint = String,
): string[] {
  const [first, ...rest] = lines;
  if (first === undefined) return [];
  const name = page.say.label[label];
  const by = bodyIndent(page);
  const painted = page.colors.dim(name);
  const beside = padEnd(name, by).slice(name.length);
  const all = isStacked(page)
    ? [painted, ...indented(lines.map(paint), by)]
    : [painted + beside + paint(first), ...indented(rest.map(paint), by)];
  return indented(all, page.indent);
}

/** A label with sentences beside it, each starting a line. */
export const textRow = (
  page: Page,
  label: keyof Words['label'],
  texts: readonly string[],
  paint?: Paint,
): string[] =>
  row(
    page,
    label,
    texts.flatMap((text) => wrap(text, proseWidth(page))),
    paint,
  );

/** `- ` before each text of a list of several; the lines of a text stand below each other. */
export function bullets(texts: readonly string[], width: number): string[] {
  if (texts.length === 1) return wrap(texts[0] ?? '', width);
  return texts.flatMap((text) => hanging('- ', text, width));
}

/** The text with a mark before its first line. */
export const hanging = (mark: string, text: string, width: number): string[] =>
  wrap(text, width - widthOf(mark)).map(
    (line, index) => (index === 0 ? mark : ' '.repeat(widthOf(mark))) + line,
  );

/** A line to copy: never broken, however long. */
export const toCopy = (text: string): string[] => text.trim().split(/\r?\n/).map(harmless);

/** Names in one list, the first `limit` of them. */
export function names(page: Page, all: readonly string[], limit = 12): string {
  const few = all.length > limit + 1 ? all.slice(0, limit) : all;
  const text = few.map((name) => cut(name, 40, 0.5)).join(page.say.list);
  return few.length < all.length ? `${text} ${page.say.more(all.length - few.length)}` : text;
}

/** A paragraph at the section's indent. */
export const paragraph = (page: Page, text: string, by = 0): string[] =>
  indented(wrap(text, Math.min(MAX_PROSE, page.width - page.indent - by)), page.indent + by);
