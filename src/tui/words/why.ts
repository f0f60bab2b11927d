import type { Lang } from '../../model/report.js';

/** What the screen adds to the sentences of an explanation. */
const en = {
  title: 'Why?',
  nothing: 'No diagnosis was weighed, so there is nothing to explain.',
  nothingYet: 'Nothing has been weighed yet: reading goes on.',
  held: { true: 'holds', false: 'does not hold', undefined: 'the input does not tell' },
  list: 'Diagnoses',
  fact: 'fact',
  signal: 'signal',
  label: {
    needs: 'needs',
    inputs: 'fed by',
    against: 'not with',
    best: 'best',
    held: 'when',
    because: 'because',
  },
  of: (value: string, limit: string) => `${value} / ${limit}`,
  hint: {
    line: 'line',
    records: 'its records',
    timeline: 'on the timeline',
    list: 'all diagnoses',
    tree: 'conditions',
    choose: 'choose',
    copy: 'copy the command',
    open: 'open',
    close: 'fold',
  },
};
export type WhyWords = typeof en;

const zh: WhyWords = {
  title: '为什么',
  nothing: '没有评估任何诊断，无可解释。',
  nothingYet: '尚未评估：仍在读取。',
  held: { true: '成立', false: '不成立', undefined: '输入无法说明' },
  list: '诊断',
  fact: '事实',
  signal: '信号',
  label: {
    needs: '要求',
    inputs: '来自',
    against: '不含',
    best: '最接近',
    held: '时段',
    because: '理由',
  },
  of: (value, limit) => `${value} / ${limit}`,
  hint: {
    line: '行',
    records: '查看记录',
    timeline: '查看时间线',
    list: '所有诊断',
    tree: '条件',
    choose: '选定',
    copy: '复制命令',
    open: '展开',
    close: '折叠',
  },
};

export const whyWords: Readonly<Record<Lang, WhyWords>> = { en, zh };
