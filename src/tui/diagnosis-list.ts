import type { Finding, Lang } from '../model/report.js';
import { speak } from '../report/fill.js';
import { ends } from '../report/format.js';
import { cut, wrap } from '../report/layout.js';
import { words } from '../report/words.js';
import type { Item, Silent } from './diagnosis-items.js';
import type { Row, Span } from './line.js';
import { SEVERITY_TONE, severityMark } from './marks.js';
import { chosenRow, edges, rowOf, span } from './rows.js';
import { diagnosisWords } from './words/diagnosis.js';

const MAX_TITLE_ROWS = 2;

interface Look {
  readonly lang: Lang;
  readonly width: number;
  /** An item says all on one row. */
  readonly isFlat: boolean;
}

/** The rows of each item; the chosen one is marked and set off. */
export function listRows(
  items: readonly Item[],
  chosen: number,
  { lang, width, isFlat }: Look,
): readonly (readonly Row[])[] {
  return items.map((item, at) => {
    const isChosen = at === chosen;
    const rows = itemRows(item, { lang, isFlat, width: width - 2 });
    return rows.map((row, line): Row => {
      const marked = rowOf(isChosen && line === 0 ? '› ' : '  ', ...row);
      return isChosen ? chosenRow(marked, width) : marked;
    });
  });
}

function itemRows(item: Item, look: Look): readonly Row[] {
  const { lang, width } = look;
  switch (item.kind) {
    case 'overview':
      return [[span(diagnosisWords[lang].overview, 'strong')]];
    case 'finding':
      return findingRows(item, look);
    case 'incident':
      return [[...lead(item.isBelow, true), span(cut(when(item.finding, lang), width), 'dim')]];
    case 'section':
      return [[span(`${item.isOpen ? '▾' : '▸'} `, 'accent'), span(headingOf(item, lang))]];
    case 'outcome':
      return [rowOf('  ', span(item.outcome.id, 'dim'))];
  }
}

const headingOf = ({ verdict, count }: { verdict: Silent; count: number }, lang: Lang): string =>
  diagnosisWords[lang].verdict[verdict] + words[lang].brackets(String(count));

function when({ from, to, nodes }: Finding, lang: Lang): string {
  const time = from === undefined ? '' : ends(from, to ?? from).join(words[lang].to);
  return [time, nodes.join(words[lang].list)].filter((part) => part !== '').join(' · ');
}

/** Symptoms and further incidents hang below what they belong to. */
const lead = (isBelow: boolean, isIncident = false): readonly Span[] => [
  ...(isBelow ? [span('  ')] : []),
  ...(isIncident ? [span('  + ', 'dim')] : []),
];

function findingRows(
  { finding, isBelow }: Extract<Item, { readonly kind: 'finding' }>,
  { lang, width, isFlat }: Look,
): readonly Row[] {
  const before: Row = isBelow ? [span('└ ', 'dim')] : [];
  const title = speak(finding.title, lang, finding.args);
  const mark = severityMark(finding.severity);
  const head = isBelow ? 'plain' : 'strong';
  if (isFlat) {
    const text = rowOf(...before, mark, ' ', span(title, head));
    return [edges(text, [span('  '), ...standingSpans(finding, lang)], width)];
  }
  const indent = ' '.repeat((isBelow ? 2 : 0) + 2);
  const lines = wrap(title, width - indent.length);
  const last = MAX_TITLE_ROWS - 1;
  const shown = [
    ...lines.slice(0, last),
    ...(lines.length > last ? [cut(lines.slice(last).join(' '), width - indent.length)] : []),
  ];
  return [
    ...shown.map((line, at) =>
      at === 0 ? rowOf(...before, mark, ' ', span(line, head)) : rowOf(indent, span(line, head)),
    ),
    rowOf(indent, ...standingSpans(finding, lang)),
  ];
}

/** Severity, confidence and role in a few words. */
export function standingSpans({ severity, confidence, role }: Finding, lang: Lang): Row {
  const say = words[lang];
  return [
    span(diagnosisWords[lang].severity[severity], SEVERITY_TONE[severity]),
    span(` · ${say.confidence[confidence]} · `, 'dim'),
    span(say.role[role], role === 'root-cause' ? 'accent' : 'dim'),
  ];
}
