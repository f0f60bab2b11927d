import type { GapReason, Lang } from '../../model/report.js';
import { quantity } from '../../report/format.js';

const en = {
  title: 'Sources',
  span: 'Time',
  gaps: 'Gaps',
  notes: 'Notes',
  counts: 'Lines',
  node: 'Node',
  format: 'Format',
  inFolder: (folder: string) => `in ${folder}`,
  noTime: 'no record with a time',
  noNode: 'belongs to no node',
  lines: (count: number) => `${quantity(count)} ${count === 1 ? 'line' : 'lines'}`,
  records: (count: number) => `${quantity(count)} ${count === 1 ? 'record' : 'records'}`,
  unparsed: (count: number) => `${quantity(count)} unparsed`,
  gap: {
    lost: 'lines missing, while others of the node went on',
    silent: 'no line, though the process went on',
    stopped: 'no line, until another process started',
    rotated: 'the rotated file of this time is not in the input',
    unknown: 'no line',
  } satisfies Record<GapReason | 'unknown', string>,
  moreGaps: (count: number) => `… and ${quantity(count)} more`,
  more: 'Beside the logs',
  hints: { choose: 'choose', copy: 'copy the path', scroll: 'scroll details' },
};

export type SourcesWords = typeof en;

const zh: SourcesWords = {
  title: '来源',
  span: '时间',
  gaps: '空缺',
  notes: '说明',
  counts: '行数',
  node: '节点',
  format: '格式',
  inFolder: (folder: string) => `位于 ${folder}`,
  noTime: '没有带时间的记录',
  noNode: '不属于任何节点',
  lines: (count: number) => `${quantity(count)} 行`,
  records: (count: number) => `${quantity(count)} 条记录`,
  unparsed: (count: number) => `未解析 ${quantity(count)}`,
  gap: {
    lost: '缺少日志，而该节点的其他日志仍在继续',
    silent: '没有日志，而进程仍在运行',
    stopped: '没有日志，之后由另一进程继续',
    rotated: '输入中没有这段时间的轮转文件',
    unknown: '没有日志',
  },
  moreGaps: (count: number) => `…… 另有 ${quantity(count)} 处`,
  more: '日志之外',
  hints: { choose: '选择', copy: '复制路径', scroll: '翻看详情' },
};

export const sourcesWords: Readonly<Record<Lang, SourcesWords>> = { en, zh };
