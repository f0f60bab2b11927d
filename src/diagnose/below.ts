import type { Best } from '../model/explanation.js';
import type { Rate } from '../model/report.js';
import type { CorrelationRule, DiagnosisRule, Text } from '../model/rule.js';
import { BECAUSE, spanText } from './because.js';
import type { Case } from './case.js';
import { signalsOf } from './evidence.js';
import type { DiagnoseInput } from './input.js';
import { groupedBy } from './rate.js';
import { namesOf } from './tree.js';

const MINUTE_MS = 60_000;

/** Why lines of a diagnosis that occur are no finding: what was seen, and what it takes. */
export interface Below {
  readonly because: Text;
  readonly args: Readonly<Record<string, string>>;
}

/**
 * `count`: its lines. Normal they are only where a rule knows how many of them a healthy cluster writes, and no window
 * has more; else it is told how near they came, or that what must come with them did not. `undefined`: they have no time.
 */
export function sayBelow(
  rule: DiagnosisRule,
  { best = new Map<string, Best>(), seen, spanMs }: Pick<DiagnoseInput, 'best' | 'seen' | 'spanMs'>,
  { correlations }: Pick<Case, 'correlations'>,
  count: number,
): Below | undefined {
  const names = rule.required.flatMap(namesOf);
  const rules = [...new Set(names.flatMap((name) => decidingOf(name, correlations, best)))];
  const found = rules.flatMap((one): readonly Reached[] => {
    const own = best.get(one.name);
    return own ? [{ rule: one, best: own }] : [];
  });
  const reached = found.filter(({ best: { at } }) => at >= 0);
  if (found.length > 0 && reached.length === 0) return undefined;
  const args = { count: String(count) };
  if (isNormal(reached, spanMs)) return { because: BECAUSE.below, args };
  const [nearest] = reached.flatMap(countedOf).sort((a, b) => b.part - a.part);
  if (!nearest) {
    const isSeen = ({ name }: CorrelationRule): boolean =>
      signalsOf(name, correlations).some((signal) => seen(signal) > 0);
    const isApart = rules.some((one) => isTogether(one) && isSeen(one));
    return { because: oneOrMany(isApart ? BECAUSE.apart : BECAUSE.uncounted, count), args };
  }
  const { most, needed, part, rule: one } = nearest;
  if (part >= 1) return { because: oneOrMany(BECAUSE.weak, count), args };
  return {
    because: withPlace(oneOrMany(BECAUSE.few, count), groupedBy(one)),
    args: {
      ...args,
      most: String(most),
      needed: String(needed),
      window: spanText(one.windowMs),
    },
  };
}

/** The correlation, and where it never had anything to count, what should have fed it; of a sequence each part is too little. */
function decidingOf(
  name: string,
  correlations: ReadonlyMap<string, CorrelationRule>,
  best: ReadonlyMap<string, Best>,
): readonly CorrelationRule[] {
  const rule = correlations.get(name);
  if (!rule) return [];
  if (isTogether(rule) || best.has(name)) return [rule];
  return [rule, ...rule.signals.flatMap((one) => decidingOf(one, correlations, best))];
}

/** It takes several signals, one with or behind the other. */
const isTogether = ({ type }: CorrelationRule): boolean =>
  type.startsWith('temporal') || type === 'absent_after';

interface Reached {
  readonly rule: CorrelationRule;
  readonly best: Best;
}

/** How many records its fullest window holds; `undefined`: it measures something else, of records enough. */
function fullestOf({ rule, best }: Reached): number | undefined {
  return rule.type === 'event_count' ? best.value : best.tooFew;
}

/**
 * Every rule that knows a healthy rate has seen no more, and one of them knows one above none. An input shorter than its
 * window tells no rate.
 */
function isNormal(reached: readonly Reached[], spanMs: number): boolean {
  const known = reached.flatMap((one) => {
    const { baseline, windowMs } = one.rule;
    if (!baseline) return [];
    return [
      { fullest: fullestOf(one), usual: (baseline.perMinute * windowMs) / MINUTE_MS, windowMs },
    ];
  });
  return (
    known.some(({ usual, windowMs }) => usual > 0 && spanMs >= windowMs) &&
    known.every(({ fullest = Number.POSITIVE_INFINITY, usual }) => fullest <= usual)
  );
}

interface Counted extends Reached {
  readonly most: number;
  readonly needed: number;
  /** Of what it takes; 1: there are enough, but they measure too little. */
  readonly part: number;
}

function countedOf(one: Reached): readonly Counted[] {
  const { rule } = one;
  if (isTogether(rule)) return [];
  const most = fullestOf(one);
  if (most === undefined) return [{ ...one, most: 0, needed: 0, part: 1 }];
  const needed =
    rule.type === 'event_count' ? rule.threshold.raise : 'minCount' in rule ? rule.minCount : 1;
  return [{ ...one, most, needed, part: most / needed }];
}

const oneOrMany = (
  { one, many }: { readonly one: Text; readonly many: Text },
  count: number,
): Text => (count === 1 ? one : many);

const PLACE: Readonly<Record<Rate['per'], Text>> = {
  node: { en: ' on one node', zh: '单个节点' },
  pod: { en: ' of one pod', zh: '单个 Pod ' },
  client: { en: ' from one client', zh: '单个客户端' },
  group: { en: ' of one kind', zh: '单个类别' },
  all: { en: '', zh: '' },
};

/** Puts the place into `{place}`, as the language has it. */
const withPlace = ({ en, zh }: Text, per: Rate['per']): Text => ({
  en: en.replace('{place}', PLACE[per].en),
  zh: zh.replace('{place}', PLACE[per].zh),
});
