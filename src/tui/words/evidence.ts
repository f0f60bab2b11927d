import type { Lang } from '../../model/report.js';
import { quantity } from '../../report/format.js';

const plural = (count: number, one: string): string =>
  `${quantity(count)} ${one}${count === 1 ? '' : 's'}`;

const en = {
  title: 'Evidence',
  none: 'No record was quoted: nothing in this input matches a signal.',
  noneYet: 'No record that matches a signal has been read yet.',
  nothingChosen: 'None of the quoted records is like that. `a` shows all of them.',
  noneHere: (counted: number, quoted: number) =>
    counted === 0 && quoted === 0
      ? 'No record here.'
      : `${plural(counted, 'record')} here, ${quoted === 0 ? 'none of them quoted' : `${quantity(quoted)} of them quoted, but none like that`}.`,
  nearest: (time: string, node: string) =>
    `The nearest one is at ${time} UTC${node === '' ? '' : ` on ${node}`}: enter goes there, t shows all times.`,
  allTimes: '(t: all times)',
  quoted: (shown: number, all: number) =>
    shown === all
      ? plural(all, 'quoted record')
      : `${quantity(shown)} of ${plural(all, 'quoted record')}`,
  all: 'all records',
  citedBy: (finding: string) => `cited by ${finding}`,
  utc: (time: string) => `${time} UTC`,
  between: (from: string, to: string) => `${from} – ${to} UTC`,
  noTime: 'no time',
  noNode: '(no node)',
  noLevel: '(no level)',
  more: (count: number) => `+${count}`,
  column: {
    time: 'UTC',
    node: 'node',
    level: 'level',
    signal: 'signal',
    place: 'source:line',
    text: 'text',
  },
  searchLabel: '/',
  matches: (at: number, total: number) => `match ${quantity(at)} of ${quantity(total)}`,
  matchCount: (total: number) => plural(total, 'matching record'),
  noMatch: 'no record matches',
  noMatchHere: (shown: number, all: number) =>
    `none of these ${quantity(shown)}; a: all ${quantity(all)}`,
  wrapped: 'around the end',
  pick: {
    finding: 'Records cited by',
    node: 'Records of the node',
    level: 'Records of the level',
    signal: 'Records of the signal',
  },
  label: { signal: 'signal', finding: 'cited by', place: 'source' },
  around: 'Lines around it, read again; secrets are masked',
  aroundComing: 'The lines around it are being read again …',
  aroundWhy: {
    pipe: 'The lines around it cannot be shown: a pipe cannot be read twice.',
    changed: 'The lines around it cannot be shown: the source has changed since.',
    gone: 'The lines around it cannot be shown: the source cannot be opened any more.',
  },
  hint: {
    move: 'record',
    open: 'whole',
    search: 'search',
    matches: 'next, previous match',
    finding: 'finding',
    node: 'node',
    level: 'level',
    signal: 'signal',
    all: 'all',
    allTimes: 'all times',
    nearest: 'to the nearest',
    raw: 'lines as they stand',
    readable: 'lines in short',
    sideways: 'sideways',
    copy: 'copy',
    back: 'back',
    others: 'previous, next record',
    choose: 'choose',
    find: 'find',
    leave: 'leave',
  },
};
export type EvidenceWords = typeof en;

const zh: EvidenceWords = {
  title: '证据',
  none: '没有引用任何记录：此输入中没有记录匹配信号。',
  noneYet: '尚未读到匹配信号的记录。',
  nothingChosen: '引用的记录中没有符合条件的。按 a 显示全部。',
  noneHere: (counted, quoted) =>
    counted === 0 && quoted === 0
      ? '此处没有记录。'
      : `此处有 ${quantity(counted)} 条记录，${quoted === 0 ? '均未被引用' : `引用了其中 ${quantity(quoted)} 条，但没有符合条件的`}。`,
  nearest: (time, node) =>
    `最近的一条在 ${node === '' ? '' : `${node} 上，`}${time} UTC：按回车跳到该处，按 t 显示全部时间。`,
  allTimes: '（t：全部时间）',
  quoted: (shown, all) =>
    shown === all
      ? `引用 ${quantity(all)} 条记录`
      : `引用 ${quantity(all)} 条记录，显示 ${quantity(shown)} 条`,
  all: '全部记录',
  citedBy: (finding) => `${finding} 引用`,
  utc: (time) => `${time} UTC`,
  between: (from, to) => `${from} 至 ${to} UTC`,
  noTime: '无时间',
  noNode: '（无节点）',
  noLevel: '（无级别）',
  more: (count) => `+${count}`,
  column: {
    time: 'UTC',
    node: '节点',
    level: '级别',
    signal: '信号',
    place: '来源:行',
    text: '文本',
  },
  searchLabel: '/',
  matches: (at, total) => `匹配 ${quantity(at)}/${quantity(total)}`,
  matchCount: (total) => `${quantity(total)} 条记录匹配`,
  noMatch: '没有匹配的记录',
  noMatchHere: (shown, all) => `这 ${quantity(shown)} 条中没有；a：全部 ${quantity(all)} 条`,
  wrapped: '已绕回',
  pick: {
    finding: '按引用它的发现筛选',
    node: '按节点筛选',
    level: '按级别筛选',
    signal: '按信号筛选',
  },
  label: { signal: '信号', finding: '引用者', place: '来源' },
  around: '前后的行（重新读取，机密信息已遮盖）',
  aroundComing: '正在重新读取前后的行……',
  aroundWhy: {
    pipe: '无法显示前后的行：管道不能重读。',
    changed: '无法显示前后的行：来源已改变。',
    gone: '无法显示前后的行：来源已无法打开。',
  },
  hint: {
    move: '记录',
    open: '全文',
    search: '搜索',
    matches: '下一个、上一个匹配',
    finding: '发现',
    node: '节点',
    level: '级别',
    signal: '信号',
    all: '全部',
    allTimes: '全部时间',
    nearest: '到最近的记录',
    raw: '原样显示各行',
    readable: '简短显示各行',
    sideways: '横移',
    copy: '复制',
    back: '返回',
    others: '上一条、下一条',
    choose: '选定',
    find: '查找',
    leave: '取消',
  },
};

export const evidenceWords: Readonly<Record<Lang, EvidenceWords>> = { en, zh };
