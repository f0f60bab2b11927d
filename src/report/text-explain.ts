import type { Clause, Explanation, Truth } from '../model/explanation.js';
import type { Lang } from '../model/report.js';
import { asksText, foundTexts, inputTexts } from './explain-sentences.js';
import { explainWords } from './explain-words.js';
import { speak } from './fill.js';
import { indented, wrap } from './layout.js';

const MIN_WIDTH = 40;
const STEP = 2;
const MARK = 2;

/** Tells truth without colour. */
export const truthMark = (held: Truth): string => (held === undefined ? '?' : held ? '✓' : '✗');

/** Why a diagnosis has its verdict: the tree of its conditions with what was found, in lines of at most `width` columns. */
export function renderExplanation(
  explanation: Explanation,
  { width, lang }: { readonly width: number; readonly lang: Lang },
): string {
  const say = explainWords[lang];
  const room = Math.max(MIN_WIDTH, width);
  const { id, title, verdict, foreign, refutedOn = [] } = explanation;
  const head = [
    ...wrap(`${id} · ${speak(title, lang)}`, room),
    say.verdict[verdict],
    ...(foreign ? wrap(say.foreign, room) : []),
  ];
  const parts = (
    ['required', 'circumstantial', 'mechanism', 'supporting', 'refuting'] as const
  ).map((name) => {
    const clauses = explanation[name] ?? [];
    const rows = clauses.flatMap((clause) => clauseRows(clause, room - STEP, lang));
    const after = name === 'refuting' && refutedOn.length > 0 ? refutedOn : [];
    const told = after.length > 0 ? wrap(say.refutedOn(after.join(say.list)), room - STEP) : [];
    return section(say.part[name], [...rows, ...told]);
  });
  const missing = explanation.missing.flatMap(({ because, collect }) => [
    ...wrap(speak(because, lang), room - STEP),
    ...collect.flatMap((command) => indented(wrap(command, room - 2 * STEP), STEP)),
  ]);
  const body = foreign ? [] : [...parts, section(say.part.missing, missing)];
  return [head, ...body]
    .filter((rows) => rows.length > 0)
    .map((rows) => `${rows.join('\n')}\n`)
    .join('\n');
}

const section = (title: string, rows: readonly string[]): readonly string[] =>
  rows.length === 0 ? [] : [title, ...indented(rows, STEP)];

function clauseRows(clause: Clause, width: number, lang: Lang): readonly string[] {
  const say = explainWords[lang];
  const marked = (text: string): readonly string[] => beside(truthMark(clause.held), text, width);
  const below = (parts: readonly Clause[]): readonly string[] =>
    indented(
      parts.flatMap((part) => clauseRows(part, width - MARK, lang)),
      MARK,
    );
  switch (clause.kind) {
    case 'all':
    case 'any':
      return [...marked(say.label(say[clause.kind])), ...below(clause.parts)];
    case 'not':
      return [...marked(say.label(say.not)), ...below([clause.part])];
    case 'signal':
      return marked(say.label(clause.name) + say.signal(clause.seen));
    case 'fact':
      return marked(say.label(clause.name) + say.fact[answerOf(clause.held)]);
    case 'correlation': {
      const told = [
        asksText(clause, lang),
        inputTexts(clause, lang).join(say.list),
        ...foundTexts(clause, lang),
      ];
      const rows = told.flatMap((text) => wrap(text, width - MARK - STEP));
      return [...marked(clause.name), ...indented(rows, MARK)];
    }
  }
}

const answerOf = (held: Truth): 'yes' | 'no' | 'unknown' =>
  held === undefined ? 'unknown' : held ? 'yes' : 'no';

/** The mark, and the text in lines right of it. */
function beside(mark: string, text: string, width: number): readonly string[] {
  const [first = '', ...rest] = wrap(text, width - MARK);
  return [`${mark} ${first}`, ...indented(rest, MARK)];
}
