import type { Text } from '../model/rule.js';

/** Why a diagnosis has no finding, in words. Placeholders are filled at render time. */
export const BECAUSE = {
  foreign: {
    en: 'the input shows {seen}; only {products} can have this fault',
    zh: '输入来自 {seen}；只有 {products} 会出现此故障',
  },
  refuted: {
    en: 'the input excludes it: {fact}',
    zh: '输入已排除：{fact}',
  },
  noRecords: {
    en: 'the input holds no records',
    zh: '输入中没有任何日志记录',
  },
  noTimes: {
    en: 'the records carry no time, so nothing can be told about rates',
    zh: '日志没有时间信息，无法判断速率',
  },
  tooShort: {
    en: 'the input covers only {span}; this needs at least {needed}',
    zh: '输入只覆盖 {span}；判断至少需要 {needed}',
  },
  missing: {
    en: 'for {missing} of the {span} in question the input holds no log that could show it',
    zh: '所查 {span} 中有 {missing} 没有可显示该故障的日志',
  },
  cut: {
    en: '{count} of its lines within {span} reach its threshold, but the log is cut there; they have to go on for {needed}',
    zh: '{span} 内的 {count} 条相关日志已达到阈值，但日志在此处中断；须持续 {needed} 才能判断',
  },
  brief: {
    en: '{count} of its lines within {span} reach its threshold, but for too short a time; a fault goes on for {needed}',
    zh: '{span} 内的 {count} 条相关日志达到了阈值，但持续时间太短；真正的故障会持续 {needed}',
  },
  unmet: {
    en: '{count} of its lines occur and {held} held, but what else it needs did not come with it',
    zh: '出现 {count} 条相关日志，{held} 成立，但该故障所需的其他条件未同时出现',
  },
  unread: {
    en: 'in {count} of its lines {fields} cannot be read, because it is hidden or the line is cut; collect them as they were written, without a pager',
    zh: '有 {count} 条相关日志读不出 {fields}（被隐去或日志行被截断）；请收集未经处理的原始日志，不要经过分页程序',
  },
  quiet: {
    en: 'the input could have shown it, and none of its lines occurs',
    zh: '输入足以显示该故障，但没有出现任何相关日志',
  },
  below: {
    en: '{count} of its lines occur, which is within what is normal',
    zh: '出现 {count} 条相关日志，属于正常范围',
  },
  few: {
    one: {
      en: 'one of its lines occurs; it takes {needed} within {window}{place}',
      zh: '出现 1 条相关日志；须{place}在 {window} 内有 {needed} 条',
    },
    many: {
      en: '{count} of its lines occur, but never {needed} that count within {window}{place} (at most {most})',
      zh: '出现 {count} 条相关日志，但{place}在 {window} 内从未达到 {needed} 条（可计数者最多 {most} 条）',
    },
  },
  weak: {
    one: {
      en: 'one of its lines occurs, but what it measures stays below the threshold',
      zh: '出现 1 条相关日志，但其测量值未达到阈值',
    },
    many: {
      en: '{count} of its lines occur, but what they measure stays below the threshold',
      zh: '出现 {count} 条相关日志，但其测量值未达到阈值',
    },
  },
  uncounted: {
    one: {
      en: 'one of its lines occurs, but not as the fault shows it',
      zh: '出现 1 条相关日志，但不是该故障的表现形式',
    },
    many: {
      en: '{count} of its lines occur, but none as the fault shows it',
      zh: '出现 {count} 条相关日志，但都不是该故障的表现形式',
    },
  },
  apart: {
    one: {
      en: 'one of its lines occurs, but not what has to come with it',
      zh: '出现 1 条相关日志，但未同时出现该故障所需的其他日志',
    },
    many: {
      en: '{count} of its lines occur, but not what has to come with them',
      zh: '出现 {count} 条相关日志，但未同时出现该故障所需的其他日志',
    },
  },
} as const satisfies Readonly<Record<string, Text | Counted>>;

/** A sentence about one line, and one about several. */
interface Counted {
  readonly one: Text;
  readonly many: Text;
}

/** `90 s`, `3 min`, `2 h`: short enough for a sentence in any language. */
export function spanText(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}

/** The reason with the nodes it holds for; `{nodes}` is filled in at render time. */
export const onNodes = ({ en, zh }: Text): Text => ({
  en: `${en} (on {nodes}; the other nodes show nothing)`,
  zh: `${zh}（节点 {nodes}；其他节点未见异常）`,
});

/** The reason, though the start of the product stands in the input: that line alone is no log of it. */
export const besidesStart = ({ en, zh }: Text, product: string): Text => ({
  en: `apart from the start of ${product}, ${en}`,
  zh: `除 ${product} 的启动行外，${zh}`,
});
