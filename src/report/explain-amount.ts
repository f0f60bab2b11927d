import type { Fields } from '../model/record.js';
import type { Lang } from '../model/report.js';
import type { NumericCondition } from '../model/rule.js';
import { comparisonSign, explainWords } from './explain-words.js';
import { quantity } from './format.js';
import { words } from './words.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

const SHORT_UNITS: Readonly<Record<Lang, Readonly<Record<'ms' | 's', string>>>> = {
  en: { ms: 'ms', s: 's' },
  zh: { ms: '毫秒', s: '秒' },
};

/** `850 ms`, `4.2 s`, `18 min 5 s`. */
export function spanText(ms: number, lang: Lang): string {
  const unit = SHORT_UNITS[lang];
  if (ms < SECOND_MS) return `${quantity(ms)} ${unit.ms}`;
  if (ms < MINUTE_MS) return `${quantity(ms / SECOND_MS)} ${unit.s}`;
  return words[lang].duration(ms);
}

export function amountText(value: number, unit: 'ms' | 'B' | undefined, lang: Lang): string {
  if (unit === 'ms') return spanText(value, lang);
  return unit === undefined ? quantity(value) : `${quantity(value)} ${unit}`;
}

/** `≥ 500 ms`. */
export const conditionText = (
  condition: NumericCondition,
  unit: 'ms' | 'B' | undefined,
  lang: Lang,
): string =>
  (['gte', 'gt', 'lte', 'lt', 'eq', 'neq'] as const)
    .flatMap((name) => {
      const bound = condition[name];
      return bound === undefined
        ? []
        : [`${comparisonSign(name)} ${amountText(bound, unit, lang)}`];
    })
    .join(explainWords[lang].list);

/** Which group it is: `server1, 10.0.0.2`; empty where there is one only. */
export function groupText(group: Fields, lang: Lang): string {
  const say = explainWords[lang];
  const values = Object.entries(group)
    .filter(([name, value]) => name !== 'cluster.name' && value !== '')
    .map(([, value]) => String(value));
  return values.length === 0 ? '' : say.group(values.join(say.list));
}
