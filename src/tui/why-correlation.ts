import type { Best, CorrelationClause } from '../model/explanation.js';
import type { Lang } from '../model/report.js';
import { harmless } from '../report/clean.js';
import { groupText } from '../report/explain-amount.js';
import {
  asksText,
  bestText,
  foundTexts,
  inputTexts,
  stretchText,
  valueText,
} from '../report/explain-sentences.js';
import { explainWords } from '../report/explain-words.js';
import { stamp } from '../report/format.js';
import { widthOf } from '../report/layout.js';
import type { Row } from './line.js';
import { span } from './rows.js';
import { indent, type Labelled, type Line, labelled, lineOf, type Measure } from './why-lines.js';
import { limitOf, shortAmount } from './why-measure.js';
import { barOf, truthMark } from './why-signs.js';
import { type WhyWords, whyWords } from './words/why.js';

const GAP = 2;
/** From this width on bars are long. */
const WIDE = 90;

/** How a correlation is told. */
export interface Telling {
  readonly lang: Lang;
  readonly path: string;
  readonly isOpen: boolean;
}

/** Its name and, in short, what was found; where it is open, all there is to say of it. */
export function correlationLines(
  clause: CorrelationClause,
  measure: Measure,
  { lang, path, isOpen }: Telling,
): readonly Line[] {
  const found = isOpen ? '' : withoutDay(foundTexts(clause, lang)[0] ?? '', measure);
  const head = lineOf(
    [
      indent(measure.depth),
      truthMark(clause.held),
      span(` ${harmless(clause.name)}`, 'strong'),
      span(` ${isOpen ? '▾' : '▸'} `, 'accent'),
      span(harmless(found), 'dim'),
    ],
    { to: 'fold', path, isOpen },
  );
  if (!isOpen) return [head];
  return [head, ...partsOf(clause, { ...measure, depth: measure.depth + 1 }, lang)];
}

function partsOf(clause: CorrelationClause, measure: Measure, lang: Lang): readonly Line[] {
  const tell = tellerOf(measure, whyWords[lang]);
  return [
    ...tell('needs', asksText(clause, lang)),
    ...inputLines(clause, tell, lang),
    ...bestLines(clause, measure, lang),
    ...stretchLines(clause, tell, lang),
    ...tell('because', clause.why ?? '', { tone: 'dim' }),
  ];
}

type Label = keyof WhyWords['label'];
type Tell = (label: Label | '', text: string, more?: Partial<Labelled>) => readonly Line[];

/** A label and a text beside it; nothing for an empty text. */
const tellerOf =
  (measure: Measure, say: WhyWords): Tell =>
  (label, text, more = {}) =>
    text === ''
      ? []
      : labelled(withoutDay(text, measure), measure, {
          label: label === '' ? '' : say.label[label],
          labelWidth: labelWidth(say),
          ...more,
        });

const labelWidth = (say: WhyWords): number =>
  Math.max(...Object.values(say.label).map(widthOf)) + GAP;

const withoutDay = (text: string, { day }: Measure): string =>
  day === '' ? text : text.replaceAll(`${day} `, '');

/** A line for each signal; it leads to its records. */
function inputLines(clause: CorrelationClause, tell: Tell, lang: Lang): readonly Line[] {
  const { inputs, against = [] } = clause;
  const all = [...inputs, ...against];
  return inputTexts(clause, lang).flatMap((text, index) => {
    const input = all[index];
    const label = index === 0 ? 'inputs' : index === inputs.length ? 'against' : '';
    return tell(label, text, {
      tone: input && input.seen > 0 ? 'accent' : 'dim',
      ...(input ? { link: { to: 'signal', name: input.name } } : {}),
    });
  });
}

function bestLines(clause: CorrelationClause, measure: Measure, lang: Lang): readonly Line[] {
  const { best } = clause;
  const tell = tellerOf(measure, whyWords[lang]);
  if (best === undefined) {
    const found = clause.stretches.length > 0 ? '' : (foundTexts(clause, lang)[0] ?? '');
    return tell('best', found, { tone: 'dim' });
  }
  return tell('best', nearestText(clause, best, lang), {
    before: barRow(clause, best, measure, lang),
  });
}

/** The value, when and where; what kept it from holding, if it was not the value itself. */
function nearestText(clause: CorrelationClause, best: Best, lang: Lang): string {
  if (best.lastedMs !== undefined || best.tooFew !== undefined) return bestText(best, clause, lang);
  const say = explainWords[lang];
  const value = valueText(best.value, clause, lang);
  return [value, say.utc(stamp(best.at)) + groupText(best.group, lang)].join(say.list);
}

function barRow(clause: CorrelationClause, best: Best, measure: Measure, lang: Lang): Row {
  const limit = limitOf(clause);
  if (limit === undefined) return [];
  const [value, bound] = [best.value, limit].map((one) => shortAmount(one, clause, lang));
  return [
    ...barOf(best.value, limit, measure.width < WIDE ? 12 : 20),
    span(` ${whyWords[lang].of(value ?? '', bound ?? '')}  `, 'strong'),
  ];
}

/** A line for each interval; it leads to the timeline. */
function stretchLines(clause: CorrelationClause, tell: Tell, lang: Lang): readonly Line[] {
  const { stretches, held } = clause;
  if (stretches.length === 0) return [];
  const isElsewhere = held !== true;
  return [
    ...stretches.flatMap((stretch, index) =>
      tell(index === 0 ? 'held' : '', stretchText(stretch, lang), {
        link: { to: 'range', range: { from: stretch.from, to: stretch.to } },
        tone: 'accent',
      }),
    ),
    ...(isElsewhere ? tell('', explainWords[lang].heldElsewhere, { tone: 'warn' }) : []),
  ];
}
