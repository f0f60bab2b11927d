import type { Lang, Verdict } from '../model/report.js';
import type { Comparison, Modifier } from '../model/rule.js';
import { quantity } from './format.js';

const count = (value: number, one: string, many = `${one}s`): string =>
  `${quantity(value)} ${value === 1 ? one : many}`;

const COMPARISON: Readonly<Record<Comparison, string>> = {
  gte: '≥',
  gt: '>',
  lte: '≤',
  lt: '<',
  eq: '=',
  neq: '≠',
};

type Tests = Readonly<Record<Exclude<Modifier, 'exists'>, string>>;

const en = {
  verdict: {
    present: 'present',
    'ruled-out': 'ruled out',
    absent: 'looked for, not found',
    'not-assessable': 'could not be assessed',
  } satisfies Record<Verdict, string> as Readonly<Record<Verdict, string>>,
  part: {
    required: 'Required',
    circumstantial: 'Or, as a suspicion',
    mechanism: 'Its mechanism in the log',
    supporting: 'What else speaks for it',
    refuting: 'What would exclude it',
    missing: 'Missing in the input',
  },
  foreign: 'None of the products that can have it is in the input.',
  refutedOn: (nodes: string) => `Excluded on ${nodes}: what they alone show does not count.`,
  all: 'all of these, at one place and time',
  any: 'one of these',
  not: 'not this',
  signal: (seen: number) => (seen === 0 ? 'no such record' : count(seen, 'record')),
  fact: { yes: 'it is so', no: 'it is not so', unknown: 'the input does not tell' },
  records: (least: number) => `at least ${count(least, 'record')}`,
  different: (least: number, field: string) => `at least ${quantity(least)} different ${field}`,
  differing: (condition: string, field: string) => `number of different ${field} ${condition}`,
  percentile: (percentile: number, field: string, condition: string) =>
    `p${percentile} ${field} ${condition}`,
  together: 'a record of each',
  ordered: 'its records one after the other',
  elapsed: (spans: readonly string[]) => `${spans.join(' or ')} from first to last`,
  between: (low: string, high: string) => (low === high ? low : `${low} to ${high}`),
  unanswered: (trigger: string, answers: string) => `${trigger} without ${answers}`,
  without: (names: string) => `without ${names} between`,
  compared: (left: string, op: string, right: string) => `${left} ${op} ${right}`,
  inAll: 'in every record',
  inAny: 'in a record',
  ratio: (condition: string) => `${condition} times as many records as the median of the others`,
  within: (window: string) => `within ${window}`,
  minCount: (least: number) => `of at least ${count(least, 'record')}`,
  lasting: (duration: string) => `for at least ${duration}`,
  per: (fields: string) => `for each ${fields}`,
  clears: (clear: number) =>
    clear <= 1 ? 'until none is left' : `until fewer than ${quantity(clear)}`,
  test: {
    ...COMPARISON,
    equals: '=',
    contains: 'contains',
    startswith: 'begins with',
    endswith: 'ends with',
    re: 'matches',
    cidr: 'in',
  } satisfies Record<Exclude<Modifier, 'exists'>, string> as Tests,
  or: ' or ',
  lacks: (field: string) => `no ${field}`,
  onlyWhere: (signal: string, tests: string) => `${signal} with ${tests}`,
  seen: (name: string, seen: number) => `${name}: ${seen === 0 ? 'none' : quantity(seen)}`,
  held: (duration: string, from: string, to: string, records: number, group: string) =>
    `held for ${duration} (${from} – ${to}): ${count(records, 'record')}${group}`,
  heldElsewhere: 'but not at the place and time of the rest',
  nearest: (value: string, at: string, group: string) => `nearest: ${value}, ${at}${group}`,
  tooFew: (value: string, records: number, at: string, group: string) =>
    `nearest: ${value}, but of ${count(records, 'record')} only, ${at}${group}`,
  brief: (value: string, lasted: string, at: string, group: string) =>
    `reached (${value}), but for ${lasted} only, ${at}${group}`,
  noRecord: 'none of its records came',
  noneCounts: 'none of the records that came is of the kind that counts',
  value: {
    records: (value: number) => count(value, 'record'),
    different: (value: number, field: string) => `${quantity(value)} different ${field}`,
    percentile: (percentile: number, field: string, amount: string) =>
      `p${percentile} ${field} ${amount}`,
    together: (value: number, of: number) => `${value} of ${of} together`,
    elapsed: (duration: string) => `${duration} from first to last`,
    waited: (duration: string) => `waited for ${duration}`,
    share: (percent: string) => `in ${percent} % of the records`,
    times: (value: number) => `${quantity(value)} times as many as the others`,
  },
  group: (parts: string) => ` (${parts})`,
  utc: (stamp: string) => `${stamp} UTC`,
  list: ', ',
  label: (name: string) => `${name}: `,
};

export type ExplainWords = typeof en;

const zh: ExplainWords = {
  verdict: {
    present: '存在',
    'ruled-out': '已排除',
    absent: '查过，未发现',
    'not-assessable': '无法评估',
  },
  part: {
    required: '必要条件',
    circumstantial: '或作为疑点',
    mechanism: '日志中的机制',
    supporting: '其他佐证',
    refuting: '可排除它的条件',
    missing: '输入中缺少',
  },
  foreign: '输入中没有会出现此故障的产品。',
  refutedOn: (nodes) => `在 ${nodes} 上已排除：仅由这些节点显示的内容不计入。`,
  all: '以下全部，在同一处、同一时间',
  any: '以下任一',
  not: '以下不成立',
  signal: (seen) => (seen === 0 ? '没有这样的记录' : `${quantity(seen)} 条记录`),
  fact: { yes: '成立', no: '不成立', unknown: '输入无法说明' },
  records: (least) => `至少 ${quantity(least)} 条记录`,
  different: (least, field) => `至少 ${quantity(least)} 个不同的 ${field}`,
  differing: (condition, field) => `不同的 ${field} 的个数 ${condition}`,
  percentile: (percentile, field, condition) => `p${percentile} ${field} ${condition}`,
  together: '每种记录至少一条',
  ordered: '各记录依次出现',
  elapsed: (spans) => `首尾相隔 ${spans.join(' 或 ')}`,
  between: (low, high) => (low === high ? low : `${low} 至 ${high}`),
  unanswered: (trigger, answers) => `出现 ${trigger} 而没有 ${answers}`,
  without: (names) => `其间没有 ${names}`,
  compared: (left, op, right) => `${left} ${op} ${right}`,
  inAll: '每条记录均如此',
  inAny: '至少一条记录如此',
  ratio: (condition) => `记录数与其他各组中位数之比 ${condition}`,
  within: (window) => `${window}内`,
  minCount: (least) => `至少有 ${quantity(least)} 条记录`,
  lasting: (duration) => `至少持续 ${duration}`,
  per: (fields) => `按 ${fields} 分别计算`,
  clears: (clear) => (clear <= 1 ? '直到一条也没有' : `直到少于 ${quantity(clear)} 条`),
  test: {
    ...COMPARISON,
    equals: '=',
    contains: '包含',
    startswith: '开头为',
    endswith: '结尾为',
    re: '匹配',
    cidr: '属于',
  },
  or: ' 或 ',
  lacks: (field) => `无 ${field}`,
  onlyWhere: (signal, tests) => `${signal}，且 ${tests}`,
  seen: (name, seen) => `${name}：${seen === 0 ? '无' : quantity(seen)}`,
  held: (duration, from, to, records, group) =>
    `成立 ${duration}（${from} 至 ${to}）：${quantity(records)} 条记录${group}`,
  heldElsewhere: '但与其余条件不在同一处、同一时间',
  nearest: (value, at, group) => `最接近时：${value}，${at}${group}`,
  tooFew: (value, records, at, group) =>
    `最接近时：${value}，但只有 ${quantity(records)} 条记录，${at}${group}`,
  brief: (value, lasted, at, group) => `已达到（${value}），但只持续 ${lasted}，${at}${group}`,
  noRecord: '没有出现相关记录',
  noneCounts: '出现的记录都不属于计入的那一类',
  value: {
    records: (value) => `${quantity(value)} 条记录`,
    different: (value, field) => `${quantity(value)} 个不同的 ${field}`,
    percentile: (percentile, field, amount) => `p${percentile} ${field} ${amount}`,
    together: (value, of) => `同时出现 ${of} 种中的 ${value} 种`,
    elapsed: (duration) => `首尾相隔 ${duration}`,
    waited: (duration) => `等待 ${duration}`,
    share: (percent) => `占记录的 ${percent} %`,
    times: (value) => `为其他各组的 ${quantity(value)} 倍`,
  },
  group: (parts) => `（${parts}）`,
  utc: (stamp) => `${stamp} UTC`,
  list: '、',
  label: (name) => `${name}：`,
};

/** Every word and sentence of an explanation, in both languages. */
export const explainWords: Readonly<Record<Lang, ExplainWords>> = { en, zh };
export const comparisonSign = (comparison: Comparison): string => COMPARISON[comparison];
