import type { Lang } from '../../model/report.js';
import type { Severity } from '../../model/rule.js';
import { quantity } from '../../report/format.js';

const en = {
  title: 'Diagnosis',
  severity: {
    info: 'info',
    low: 'low',
    medium: 'medium',
    high: 'high',
    critical: 'critical',
  } satisfies Record<Severity, string>,
  overview: 'What was found',
  virtual: 'virtual address or load balancer',
  moreProof: (count: number) => `⏎ shows all ${quantity(count)} cited lines`,
  setting: 'by setting',
  noLogs: (paths: string) => `No log files in ${paths}.`,
  copyHint: 'c copies the commands',
  verdict: {
    present: 'present',
    'ruled-out': 'ruled out',
    absent: 'looked for, not found',
    'not-assessable': 'not assessed',
  },
  collect: 'To collect',
  hints: {
    choose: 'choose',
    details: 'scroll details',
    list: 'back to the list',
    evidence: 'evidence',
    why: 'why?',
    fold: 'open, fold',
    copy: 'copy',
    scroll: 'scroll',
  },
};

export type DiagnosisWords = typeof en;

const zh: DiagnosisWords = {
  title: '诊断',
  severity: { info: '提示', low: '低', medium: '中', high: '高', critical: '危急' },
  overview: '结论',
  virtual: '虚拟地址或负载均衡',
  moreProof: (count: number) => `⏎ 查看全部 ${quantity(count)} 行引用`,
  setting: '来自配置',
  noLogs: (paths: string) => `没有日志文件：${paths}`,
  copyHint: 'c 复制命令',
  verdict: {
    present: '存在',
    'ruled-out': '已排除',
    absent: '查过，未发现',
    'not-assessable': '无法评估',
  },
  collect: '如何采集',
  hints: {
    choose: '选择',
    details: '翻看详情',
    list: '回到列表',
    evidence: '证据',
    why: '为什么？',
    fold: '展开、折叠',
    copy: '复制',
    scroll: '滚动',
  },
};

export const diagnosisWords: Readonly<Record<Lang, DiagnosisWords>> = { en, zh };
