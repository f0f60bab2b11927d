import type { Lang, Verdict } from '../../model/report.js';
import type { Comparison, Modifier } from '../../model/rule.js';
import { durationParts, quantity } from '../../report/format.js';

const SIGN: Readonly<Record<Comparison, string>> = {
  gte: '≥',
  gt: '>',
  lte: '≤',
  lt: '<',
  eq: '=',
  neq: '≠',
};
const TEST: Readonly<Record<Modifier, string>> = {
  equals: '=',
  neq: '≠',
  gte: '≥',
  gt: '>',
  lte: '≤',
  lt: '<',
  contains: '∋',
  startswith: '^=',
  endswith: '$=',
  re: '~',
  cidr: '∈',
  exists: '?',
};

/** `18,234`, `2.5 s`, `80 ms`, `1.2 MB`. */
function amount(value: number, unit: string): string {
  if (unit === 'ms' && Math.abs(value) >= 1000) return `${quantity(value / 1000)} s`;
  if (unit === 'B' && Math.abs(value) >= 1e6) return `${quantity(value / 1e6)} MB`;
  return `${quantity(value)} ${unit}`.trimEnd();
}

const en = {
  title: 'Why?',
  nothing: 'No diagnosis was weighed, so there is nothing to explain.',
  nothingYet: 'Nothing has been weighed yet: reading goes on.',
  verdict: {
    present: 'present',
    'ruled-out': 'ruled out',
    absent: 'looked for, not found',
    'not-assessable': 'not assessed',
  } satisfies Record<Verdict, string>,
  held: { true: 'holds', false: 'does not hold', undefined: 'unknown' },
  foreign: 'None of its products is in this input: nothing else was looked at.',
  refutedOn: (nodes: string) => `Excluded on ${nodes}: what they alone show does not count.`,
  section: {
    required: 'Required',
    circumstantial: 'Or, as a suspicion only',
    mechanism: 'The mechanism itself',
    supporting: 'In support',
    refuting: 'Would rule it out',
    missing: 'Missing',
    list: 'Diagnoses',
  },
  all: 'all of',
  any: 'one of',
  not: 'not',
  fact: 'fact',
  signal: 'signal',
  type: {
    event_count: 'records counted',
    value_count: 'different values counted',
    value_percentile: 'percentile',
    temporal: 'together',
    temporal_ordered: 'one after the other',
    absent_after: 'without what should follow',
    field_compare: 'fields compared',
    peer_ratio: 'against the others',
  } as Readonly<Record<string, string>>,
  label: {
    inputs: 'fed by',
    against: 'not with',
    groupBy: 'for each',
    needs: 'needs',
    best: 'best',
    held: 'held',
    because: 'because',
    collect: 'collect',
  },
  seen: (count: number) => `${quantity(count)} seen`,
  records: (count: number) => (count === 1 ? '1 record' : `${quantity(count)} records`),
  sign: SIGN,
  test: TEST,
  amount,
  need: {
    event_count: (limit: string) => `${limit} records`,
    value_count: (limit: string, field: string) => `${limit} different ${field}`,
    value_percentile: (limit: string, field: string, percentile: number) =>
      `p${quantity(percentile)}(${field}) ${limit}`,
    temporal: (count: number) => `all ${quantity(count)} of them`,
    temporal_ordered: 'in this order',
    absent_after: 'the first, and none of the others after it',
    field_compare: (all: boolean, text: string) => `${text} in ${all ? 'all' : 'any'} of them`,
    peer_ratio: (limit: string) => `${limit} times the median of the others`,
    other: (limit: string) => limit,
  },
  within: (subject: string, window: string) => `${subject} within ${window}`,
  comma: ', ',
  lasting: (span: string) => `for at least ${span}`,
  atLeast: (count: number) => `at least ${quantity(count)} records`,
  elapsed: (spans: string) => `${spans} from first to last`,
  nearest: (value: string, limit: string) => (limit === '' ? value : `${value}, needs ${limit}`),
  tooFew: (count: number) => `only ${quantity(count)} records`,
  lasted: (span: string) => `lasted ${span}`,
  nothingSeen: 'nothing seen',
  at: (time: string) => `${time} UTC`,
  between: (from: string, to: string, span: string) => `${from} – ${to} UTC (${span})`,
  list: ', ',
  colon: ': ',
  duration: (ms: number) =>
    ms < 1000
      ? `${quantity(Math.round(ms))} ms`
      : durationParts(ms)
          .map(([count, unit]) => `${count} ${unit}`)
          .join(' '),
  hint: {
    line: 'line',
    follow: 'open',
    list: 'all diagnoses',
    tree: 'conditions',
    choose: 'choose',
    copy: 'copy the command',
    fold: 'fold',
  },
};
export type WhyWords = typeof en;

const ZH_UNIT = { d: '天', h: '小时', min: '分', s: '秒' } as const;

const zh: WhyWords = {
  title: '为什么',
  nothing: '没有评估任何诊断，无可解释。',
  nothingYet: '尚未评估：仍在读取。',
  verdict: {
    present: '存在',
    'ruled-out': '已排除',
    absent: '查过，未发现',
    'not-assessable': '无法评估',
  },
  held: { true: '成立', false: '不成立', undefined: '未知' },
  foreign: '输入中没有相关产品：其余未作检查。',
  refutedOn: (nodes) => `在 ${nodes} 上已排除：仅由它们显示的不计。`,
  section: {
    required: '必要条件',
    circumstantial: '或者，仅作嫌疑',
    mechanism: '机制本身',
    supporting: '佐证',
    refuting: '可排除的条件',
    missing: '缺少的输入',
    list: '诊断',
  },
  all: '全部满足',
  any: '满足其一',
  not: '不满足',
  fact: '事实',
  signal: '信号',
  type: {
    event_count: '记录计数',
    value_count: '不同值计数',
    value_percentile: '百分位',
    temporal: '同时出现',
    temporal_ordered: '先后出现',
    absent_after: '之后缺失',
    field_compare: '字段比较',
    peer_ratio: '与其他比较',
  },
  label: {
    inputs: '来自',
    against: '不含',
    groupBy: '分组',
    needs: '要求',
    best: '最接近',
    held: '成立于',
    because: '理由',
    collect: '采集',
  },
  seen: (count) => `见到 ${quantity(count)} 条`,
  records: (count) => `${quantity(count)} 条记录`,
  sign: SIGN,
  test: TEST,
  amount,
  need: {
    event_count: (limit) => `记录数 ${limit}`,
    value_count: (limit, field) => `${field} 的不同值 ${limit}`,
    value_percentile: (limit, field, percentile) => `p${quantity(percentile)}(${field}) ${limit}`,
    temporal: (count) => `${quantity(count)} 种全部出现`,
    temporal_ordered: '按此顺序',
    absent_after: '出现第一种，且其后没有其他各种',
    field_compare: (all, text) => `${all ? '全部' : '任一'}记录 ${text}`,
    peer_ratio: (limit) => `其他中位数的倍数 ${limit}`,
    other: (limit) => limit,
  },
  within: (subject, window) => `${window}内${subject}`,
  comma: '，',
  lasting: (span) => `至少持续 ${span}`,
  atLeast: (count) => `至少 ${quantity(count)} 条记录`,
  elapsed: (spans) => `首尾相隔 ${spans}`,
  nearest: (value, limit) => (limit === '' ? value : `${value}，要求 ${limit}`),
  tooFew: (count) => `仅 ${quantity(count)} 条记录`,
  lasted: (span) => `持续了 ${span}`,
  nothingSeen: '未见到',
  at: (time) => `${time} UTC`,
  between: (from, to, span) => `${from} 至 ${to} UTC（${span}）`,
  list: '、',
  colon: '：',
  duration: (ms) =>
    ms < 1000
      ? `${quantity(Math.round(ms))} 毫秒`
      : durationParts(ms)
          .map(([count, unit]) => `${count} ${ZH_UNIT[unit]}`)
          .join(' '),
  hint: {
    line: '行',
    follow: '打开',
    list: '所有诊断',
    tree: '条件',
    choose: '选定',
    copy: '复制命令',
    fold: '折叠',
  },
};

export const whyWords: Readonly<Record<Lang, WhyWords>> = { en, zh };
