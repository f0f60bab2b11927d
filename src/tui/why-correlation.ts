import type { CorrelationClause, Input, Stretch } from '../model/explanation.js';
import { harmless } from '../report/clean.js';
import { ends, stamp } from '../report/format.js';
import { widthOf } from '../report/layout.js';
import { span } from './rows.js';
import { indent, type Labelled, type Line, labelled, lineOf, type Measure } from './why-lines.js';
import { bestText, groupText, limitOf, needText } from './why-measure.js';
import { barOf, truthMark } from './why-signs.js';
import type { WhyWords } from './words/why.js';

const GAP = 2;

export const labelWidth = (say: WhyWords): number =>
  Math.max(...Object.values(say.label).map(widthOf)) + GAP;

/** Its name and how near it came; where it is open, all there is to say of it. */
export function correlationLines(
  clause: CorrelationClause,
  measure: Measure,
  {
    say,
    path,
    isOpen,
  }: { readonly say: WhyWords; readonly path: string; readonly isOpen: boolean },
): readonly Line[] {
  const { best } = clause;
  const inShort = best === undefined ? say.nothingSeen : bestText(clause, best, say);
  const head = lineOf(
    [
      indent(measure.depth),
      truthMark(clause.held),
      span(` ${harmless(clause.name)}`, 'strong'),
      span(` ${isOpen ? '▾' : '▸'} `, 'accent'),
      span(isOpen ? (say.type[clause.type] ?? clause.type) : inShort, 'dim'),
    ],
    { to: 'fold', path, isOpen },
  );
  if (!isOpen) return [head];
  return [head, ...partsOf(clause, { ...measure, depth: measure.depth + 1 }, say)];
}

function partsOf(clause: CorrelationClause, measure: Measure, say: WhyWords): readonly Line[] {
  const { label } = say;
  const width = labelWidth(say);
  const row = (name: keyof WhyWords['label'], text: string, more: Partial<Labelled> = {}) =>
    text === '' ? [] : labelled(text, measure, { label: label[name], labelWidth: width, ...more });
  return [
    ...inputLines(clause.inputs, 'inputs', measure, say),
    ...inputLines(clause.against ?? [], 'against', measure, say),
    ...row('groupBy', clause.groupBy.join(say.list)),
    ...row('needs', needText(clause, say)),
    ...bestLines(clause, measure, say),
    ...stretchLines(clause.stretches, measure, say),
    ...row('because', clause.why ?? '', { tone: 'dim' }),
  ];
}

/** A line for each signal; it leads to its records. */
function inputLines(
  inputs: readonly Input[],
  name: 'inputs' | 'against',
  measure: Measure,
  say: WhyWords,
): readonly Line[] {
  return inputs.flatMap((input, index) =>
    labelled(inputText(input, say), measure, {
      label: index === 0 ? say.label[name] : '',
      labelWidth: labelWidth(say),
      link: { to: 'signal', name: input.name },
      tone: input.seen > 0 ? 'accent' : 'dim',
    }),
  );
}

function inputText({ name, seen, tests = [] }: Input, say: WhyWords): string {
  const asked = tests.map(
    ({ field, modifier, values }) => `${field} ${say.test[modifier]} ${values.join('|')}`,
  );
  const filter = asked.length === 0 ? '' : ` [${asked.join(say.list)}]`;
  return `${name}${filter} · ${say.seen(seen)}`;
}

function bestLines(clause: CorrelationClause, measure: Measure, say: WhyWords): readonly Line[] {
  const { best } = clause;
  const common = { label: say.label.best, labelWidth: labelWidth(say) };
  if (best === undefined) return labelled(say.nothingSeen, measure, { ...common, tone: 'dim' });
  const limit = limitOf(clause, say);
  const isRoomy = measure.width >= 60;
  const before =
    limit && isRoomy
      ? [...barOf(best.value, limit.value, measure.width < 90 ? 12 : 20), span('  ')]
      : [];
  const text = [
    bestText(clause, best, say),
    say.at(withoutDay(stamp(best.at), measure)),
    groupText(best, say),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  return labelled(text, measure, { ...common, before });
}

/** A line for each interval; it leads to the timeline. */
function stretchLines(
  stretches: readonly Stretch[],
  measure: Measure,
  say: WhyWords,
): readonly Line[] {
  return stretches.flatMap((stretch, index) =>
    labelled(stretchText(stretch, measure, say), measure, {
      label: index === 0 ? say.label.held : '',
      labelWidth: labelWidth(say),
      link: { to: 'range', range: { from: stretch.from, to: stretch.to } },
      tone: 'accent',
    }),
  );
}

const withoutDay = (time: string, { day }: Measure): string =>
  day !== '' && time.startsWith(`${day} `) ? time.slice(day.length + 1) : time;

function stretchText(stretch: Stretch, measure: Measure, say: WhyWords): string {
  const { from, to, count } = stretch;
  const [first, last] = ends(from, to);
  return [
    say.between(withoutDay(first, measure), last, say.duration(to - from)),
    groupText(stretch, say),
    say.records(count),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
