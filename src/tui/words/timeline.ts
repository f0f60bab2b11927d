import type { Lang } from '../../model/report.js';
import { durationParts, quantity } from '../../report/format.js';

type RateName = 'minute' | 'hour' | 'day';

const en = {
  title: 'Timeline',
  nobody: '(no node)',
  nothing: 'No record that matches a signal carries a time, so there is no timeline.',
  nothingYet: 'No record that matches a signal has been read yet.',
  records: (unit: RateName, finding: string | undefined) => {
    const rate = `records ${{ minute: 'a minute', hour: 'an hour', day: 'a day' }[unit]}`;
    return finding === undefined ? rate : `${finding}, ${rate}`;
  },
  upTo: (most: number) => `scale 0–${quantity(most)}`,
  empty: 'no record in view',
  column: (span: string) => `one column is ${span}`,
  utc: 'UTC',
  colon: ': ',
  lanes: (first: number, last: number, total: number) => `nodes ${first}–${last} of ${total}`,
  moved: (span: string) => `moved ${span}`,
  rate: (rate: number, unit: RateName) =>
    `${quantity(rate)}/${{ minute: 'min', hour: 'h', day: 'd' }[unit]}`,
  counted: (count: string, ofFinding?: string) =>
    `${ofFinding === undefined ? '' : `${ofFinding} of `}${count} record${count === '1' ? '' : 's'}`,
  about: (text: string) => `about ${text}`,
  restart: (at: string) => `restart at ${at}`,
  'leader-change': (at: string) => `new leader at ${at}`,
  storm: (finding: string, from: string, peak: string, to: string | undefined) =>
    to === undefined
      ? `${finding} since ${from}, goes on, peak ${peak}`
      : `${finding} ${from} – ${to}, peak ${peak}`,
  open: 'goes on',
  lost: (from: string, to: string) => `lines missing ${from} – ${to}`,
  legend: {
    bar: 'records',
    chosen: 'this finding',
    others: 'other records',
    over: 'off the scale',
    storm: 'from, peak, to',
    otherStorm: 'of other findings',
    restart: 'restart',
    'leader-change': 'new leader',
    lost: 'lines missing',
    selected: 'selected',
    open: 'goes on',
  },
  table: {
    finding: 'interval of',
    node: 'node',
    from: 'from',
    peak: 'peak',
    to: 'to (UTC)',
    span: 'length',
    more: (count: number) => `… and ${quantity(count)} more in this window`,
  },
  span: (ms: number): string => spanOf(ms, { d: 'd', h: 'h', min: 'min', s: 's', ms: 'ms' }),
  hint: {
    cursor: 'cursor',
    node: 'node',
    zoom: 'zoom',
    pan: 'pan',
    all: 'all the time',
    focus: 'its time',
    select: 'select',
    zoomTo: 'zoom to selection',
    clear: 'clear',
    finding: 'finding',
    records: 'records',
    allRecords: 'all records',
    ofFinding: 'of the finding',
  },
};
export type TimelineWords = typeof en;

const zh: TimelineWords = {
  title: '时间线',
  nobody: '（无节点）',
  nothing: '匹配信号的记录都没有时间，无法绘制时间线。',
  nothingYet: '尚未读到匹配信号的记录。',
  records: (unit, finding) => {
    const rate = `每${{ minute: '分钟', hour: '小时', day: '天' }[unit]}记录数`;
    return finding === undefined ? rate : `${finding}，${rate}`;
  },
  upTo: (most) => `刻度 0–${quantity(most)}`,
  empty: '视图内没有记录',
  column: (span) => `每列 ${span}`,
  utc: 'UTC',
  colon: '：',
  lanes: (first, last, total) => `节点 ${first}–${last}，共 ${total}`,
  moved: (span) => `已校正 ${span}`,
  rate: (rate, unit) => `${quantity(rate)}/${{ minute: '分', hour: '小时', day: '天' }[unit]}`,
  counted: (count, ofFinding) =>
    ofFinding === undefined ? `${count} 条记录` : `${count} 条记录，其中 ${ofFinding} 条属于该发现`,
  about: (text) => `约 ${text}`,
  restart: (at) => `${at} 重启`,
  'leader-change': (at) => `${at} leader 变更`,
  storm: (finding, from, peak, to) =>
    to === undefined
      ? `${finding} 自 ${from} 起仍在继续，峰值 ${peak}`
      : `${finding} ${from} 至 ${to}，峰值 ${peak}`,
  open: '仍在继续',
  lost: (from, to) => `${from} 至 ${to} 缺少日志`,
  legend: {
    bar: '记录',
    chosen: '该发现',
    others: '其他记录',
    over: '超出刻度',
    storm: '起、峰、止',
    otherStorm: '其他发现',
    restart: '重启',
    'leader-change': 'leader 变更',
    lost: '缺少日志',
    selected: '已选',
    open: '仍在继续',
  },
  table: {
    finding: '区间所属',
    node: '节点',
    from: '起',
    peak: '峰值',
    to: '止（UTC）',
    span: '时长',
    more: (count) => `…… 此窗口内另有 ${quantity(count)} 个`,
  },
  span: (ms) => spanOf(ms, { d: '天', h: '小时', min: '分', s: '秒', ms: '毫秒' }),
  hint: {
    cursor: '光标',
    node: '节点',
    zoom: '缩放',
    pan: '平移',
    all: '全部时间',
    focus: '相关时段',
    select: '选择',
    zoomTo: '放大选区',
    clear: '清除',
    finding: '发现',
    records: '记录',
    allRecords: '全部记录',
    ofFinding: '仅该发现',
  },
};

type Units = Readonly<Record<'d' | 'h' | 'min' | 's' | 'ms', string>>;

/** `2 min 5 s`, `2.5 s`, `80 ms`: short spans as exact as they are. */
function spanOf(ms: number, units: Units): string {
  if (ms < 1000) return `${quantity(Math.round(ms))} ${units.ms}`;
  if (ms < 60_000) return `${quantity(Math.round(ms / 100) / 10)} ${units.s}`;
  return durationParts(ms)
    .map(([count, unit]) => `${count} ${units[unit]}`)
    .join(' ');
}

export const timelineWords: Readonly<Record<Lang, TimelineWords>> = { en, zh };
