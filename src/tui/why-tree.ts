import type { Clause, Explanation, Truth } from '../model/explanation.js';
import type { Lang } from '../model/report.js';
import { harmless } from '../report/clean.js';
import { type ExplainWords, explainWords } from '../report/explain-words.js';
import { speak } from '../report/fill.js';
import { splitAtBlanks } from '../report/layout.js';
import { toCopy } from '../report/page.js';
import { span } from './rows.js';
import { correlationLines } from './why-correlation.js';
import { indent, type Line, labelled, lineOf, type Measure } from './why-lines.js';
import { truthMark } from './why-signs.js';
import { type WhyWords, whyWords } from './words/why.js';

/** What was opened or closed by hand, by the path of the condition. */
export type Folds = Readonly<Record<string, boolean>>;

interface Pen {
  readonly say: WhyWords;
  readonly tell: ExplainWords;
  readonly lang: Lang;
  readonly width: number;
  readonly folds: Folds;
  readonly day: string;
}

/** The conditions of a rule as a tree with what the input holds of them, in rows of at most `width` columns. */
export function treeLines(
  explanation: Explanation,
  how: Omit<Pen, 'say' | 'tell'>,
): readonly Line[] {
  const pen: Pen = { say: whyWords[how.lang], tell: explainWords[how.lang], ...how };
  const { required, circumstantial = [], mechanism, supporting, refuting } = explanation;
  return [
    ...noteLines(explanation, pen),
    ...missingLines(explanation, pen),
    ...sectionLines('required', required, pen, { held: explanation.requiredHeld }),
    ...sectionLines('circumstantial', circumstantial, pen, {
      held: explanation.circumstantialHeld,
    }),
    ...sectionLines('mechanism', mechanism, pen),
    ...sectionLines('supporting', supporting, pen),
    ...sectionLines('refuting', refuting, pen),
  ];
}

function noteLines(
  { foreign, refutedOn = [] }: Explanation,
  { tell, width }: Pen,
): readonly Line[] {
  const notes = [
    ...(foreign ? [tell.foreign] : []),
    ...(refutedOn.length > 0 ? [tell.refutedOn(refutedOn.join(tell.list))] : []),
  ];
  if (notes.length === 0) return [];
  const told = notes.flatMap((note) =>
    labelled(note, { depth: 0, width }, { label: '', labelWidth: 0, tone: 'warn' }),
  );
  return [...told, lineOf([])];
}

/** What was not in the input, and the command that collects it: a line to copy. */
function missingLines({ missing }: Explanation, { tell, lang, width }: Pen): readonly Line[] {
  if (missing.length === 0) return [];
  const lines = missing.flatMap(({ because, collect }) => [
    ...labelled(speak(because, lang), { depth: 1, width }, { label: '? ', labelWidth: 2 }),
    ...collect.flatMap((command) => commandLines(command, width)),
  ]);
  return [lineOf([span(tell.part.missing, 'title')]), ...lines, lineOf([])];
}

/** The whole command, in as many rows as it takes: each of them stands for all of it. */
function commandLines(command: string, width: number): readonly Line[] {
  const link = { to: 'command', text: command.trim() } as const;
  return toCopy(command)
    .flatMap((line) => splitAtBlanks(line, Math.max(8, width - 4)))
    .map((line) => lineOf([indent(2), span(line, 'accent')], link));
}

function sectionLines(
  name: 'required' | 'circumstantial' | 'mechanism' | 'supporting' | 'refuting',
  clauses: readonly Clause[],
  pen: Pen,
  whole?: { readonly held: Truth },
): readonly Line[] {
  if (clauses.length === 0) return [];
  const { say, tell } = pen;
  const truth = whole
    ? [
        span(' '),
        truthMark(whole.held),
        span(` ${say.held[`${whole.held ?? 'undefined'}`]}`, 'dim'),
      ]
    : [];
  return [
    lineOf([span(tell.part[name], 'title'), ...truth]),
    ...clauses.flatMap((clause, index) => clauseLines(clause, 1, `${name}.${index}`, pen)),
    lineOf([]),
  ];
}

function clauseLines(clause: Clause, depth: number, path: string, pen: Pen): readonly Line[] {
  const { say, tell, lang, width, day } = pen;
  const measure: Measure = { depth, width, day };
  switch (clause.kind) {
    case 'all':
    case 'any':
      return [
        groupLine(clause.held, tell[clause.kind], depth),
        ...clause.parts.flatMap((part, at) => clauseLines(part, depth + 1, `${path}.${at}`, pen)),
      ];
    case 'not':
      return [
        groupLine(clause.held, tell.not, depth),
        ...clauseLines(clause.part, depth + 1, `${path}.0`, pen),
      ];
    case 'signal':
      return [signalLine(clause, depth, pen)];
    case 'fact':
      return [
        namedLine(
          clause.held,
          clause.name,
          `${say.fact} · ${tell.fact[answerOf(clause.held)]}`,
          depth,
        ),
      ];
    case 'correlation':
      return correlationLines(clause, measure, { lang, path, isOpen: isOpen(clause, path, pen) });
  }
}

/** Open by itself where something was seen of it. */
const isOpen = (
  { best, stretches }: Extract<Clause, { readonly kind: 'correlation' }>,
  path: string,
  { folds }: Pen,
): boolean =>
  Object.hasOwn(folds, path) ? folds[path] === true : stretches.length > 0 || best !== undefined;

const answerOf = (held: Truth): 'yes' | 'no' | 'unknown' =>
  held === undefined ? 'unknown' : held ? 'yes' : 'no';

const groupLine = (held: Truth, word: string, depth: number): Line =>
  lineOf([indent(depth), truthMark(held), span(` ${word}`, 'dim')]);

const namedLine = (held: Truth, name: string, kind: string, depth: number): Line =>
  lineOf([
    indent(depth),
    truthMark(held),
    span(` ${harmless(name)}`, 'strong'),
    span(`  ${kind}`, 'dim'),
  ]);

function signalLine(
  { held, name, seen }: Extract<Clause, { readonly kind: 'signal' }>,
  depth: number,
  { say, tell }: Pen,
): Line {
  const { row } = namedLine(held, name, `${say.signal} · ${tell.signal(seen)}`, depth);
  return lineOf(row, { to: 'signal', name });
}
