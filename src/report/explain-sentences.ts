import type { Best, CorrelationClause, Input, InputTest, Stretch } from '../model/explanation.js';
import type { Lang } from '../model/report.js';
import { amountText, conditionText, groupText, spanText } from './explain-amount.js';
import { comparisonSign, explainWords } from './explain-words.js';
import { ends, quantity, stamp } from './format.js';
import { words } from './words.js';

/** Intervals that are told in words. */
const MAX_TOLD = 3;

/** What a correlation asks for: `at least 60 records within 1 min, for at least 3 min, for each node.name`. */
export function asksText(clause: CorrelationClause, lang: Lang): string {
  const say = explainWords[lang];
  const { windowMs, minDurationMs, minCount, threshold, groupBy } = clause;
  const fields = groupBy.filter((name) => name !== 'cluster.name');
  const isStep = threshold !== undefined && threshold.clear < threshold.raise;
  const parts = [
    [measureText(clause, lang), say.within(spanText(windowMs, lang))].join(
      lang === 'en' ? ' ' : '，',
    ),
    ...(minCount === undefined ? [] : [say.minCount(minCount)]),
    ...(isStep ? [say.clears(threshold.clear)] : []),
    ...(minDurationMs > 0 ? [say.lasting(spanText(minDurationMs, lang))] : []),
    ...(fields.length > 0 ? [say.per(fields.join(say.list))] : []),
  ];
  return parts.join(lang === 'en' ? ', ' : '，');
}

function measureText(clause: CorrelationClause, lang: Lang): string {
  const say = explainWords[lang];
  const { type, inputs, against = [], field = '', unit, threshold, condition = {} } = clause;
  const names = (some: readonly Input[]): string => some.map(({ name }) => name).join(say.list);
  const bounds = conditionText(condition, unit, lang);
  switch (type) {
    case 'value_count':
      return threshold ? say.different(threshold.raise, field) : say.differing(bounds, field);
    case 'value_percentile':
      return say.percentile(clause.percentile ?? 0, field, bounds);
    case 'temporal':
      return say.together;
    case 'temporal_ordered':
      return [
        say.ordered,
        ...(against.length > 0 ? [say.without(names(against))] : []),
        ...elapsedText(clause, lang),
      ].join(lang === 'en' ? ', ' : '，');
    case 'absent_after':
      return say.unanswered(names(inputs), names(against));
    case 'field_compare':
      return compareText(clause, lang);
    case 'peer_ratio':
      return say.ratio(bounds);
    default:
      return say.records(threshold?.raise ?? 1);
  }
}

function elapsedText({ elapsedMs }: CorrelationClause, lang: Lang): readonly string[] {
  const say = explainWords[lang];
  const spans = (elapsedMs ?? []).map(([low, high]) =>
    say.between(spanText(low, lang), spanText(high, lang)),
  );
  return spans.length === 0 ? [] : [say.elapsed(spans)];
}

function compareText({ compare }: CorrelationClause, lang: Lang): string {
  const say = explainWords[lang];
  if (!compare) return '';
  const { left, op, right, quantifier } = compare;
  const other = 'field' in right ? right.field : String(right.value);
  const said = say.compared(left, comparisonSign(op), other);
  return `${said}${lang === 'en' ? ' ' : '，'}${quantifier === 'all' ? say.inAll : say.inAny}`;
}

/** What it is fed with: `etcd_slow_read with took ≥ 1000: 12`. */
export function inputTexts(
  { inputs, against = [] }: CorrelationClause,
  lang: Lang,
): readonly string[] {
  const say = explainWords[lang];
  return [...inputs, ...against].map((input) => say.seen(testedName(input, lang), input.seen));
}

function testedName({ name, tests = [] }: Input, lang: Lang): string {
  const say = explainWords[lang];
  if (tests.length === 0) return name;
  return say.onlyWhere(name, tests.map((test) => testText(test, lang)).join(say.list));
}

/** `took ≥ 1 s`, `peer_ip ≠ 127.0.0.1, ::1`. */
function testText({ field, modifier, values, all, unit }: InputTest, lang: Lang): string {
  const say = explainWords[lang];
  if (modifier === 'exists') return values.includes(false) ? say.lacks(field) : field;
  const shown = values.map((value) =>
    typeof value === 'number' ? amountText(value, unit, lang) : String(value),
  );
  const joined = shown.join(all || modifier === 'neq' ? say.list : say.or);
  return `${field} ${say.test[modifier]} ${joined}`;
}

/** What was found of it, the most telling first; never empty. */
export function foundTexts(clause: CorrelationClause, lang: Lang): readonly string[] {
  const say = explainWords[lang];
  const { stretches, best, held, inputs } = clause;
  if (stretches.length > 0) {
    const isElsewhere = held !== true;
    return [
      ...stretches.slice(0, MAX_TOLD).map((one) => stretchText(one, lang)),
      ...(isElsewhere ? [say.heldElsewhere] : []),
    ];
  }
  if (best) return [bestText(best, clause, lang)];
  return [inputs.some(({ seen }) => seen > 0) ? say.noneCounts : say.noRecord];
}

export function stretchText({ from, to, count, group }: Stretch, lang: Lang): string {
  const say = explainWords[lang];
  const [first, last] = ends(from, to);
  const length = to > from ? words[lang].duration(to - from) : spanText(0, lang);
  return say.held(length, first, say.utc(last), count, groupText(group, lang));
}

export function bestText(best: Best, clause: CorrelationClause, lang: Lang): string {
  const say = explainWords[lang];
  const value = valueText(best.value, clause, lang);
  const at = say.utc(stamp(best.at));
  const group = groupText(best.group, lang);
  if (best.lastedMs !== undefined)
    return say.brief(value, spanText(best.lastedMs, lang), at, group);
  if (best.tooFew !== undefined) return say.tooFew(value, best.tooFew, at, group);
  return say.nearest(value, at, group);
}

/** The value of a window in the terms of its correlation: `17 records`, `3 different peer_ip`. */
export function valueText(value: number, clause: CorrelationClause, lang: Lang): string {
  const { value: say } = explainWords[lang];
  const { type, field = '', unit, percentile = 0, inputs } = clause;
  switch (type) {
    case 'value_count':
      return say.different(value, field);
    case 'value_percentile':
      return say.percentile(percentile, field, amountText(value, unit, lang));
    case 'temporal':
      return say.together(value, inputs.length);
    case 'temporal_ordered':
      return say.elapsed(spanText(value, lang));
    case 'absent_after':
      return say.waited(spanText(value, lang));
    case 'field_compare':
      return say.share(quantity(value * 100));
    case 'peer_ratio':
      return say.times(value);
    default:
      return say.records(value);
  }
}
