import type { Lang } from '../../model/report.js';
import { quantity } from '../../report/format.js';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `12.3 MB`, in steps of 1000. */
export function byteCount(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  const rounded = value >= 100 || step === 0 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${rounded} ${UNITS[step]}`;
}

const en = {
  reading: 'Reading',
  live: 'Live',
  sources: (done: number, all: number) => `${quantity(done)} of ${quantity(all)} sources`,
  of: (bytes: string, all: string) => `${bytes} of ${all}`,
  read: (bytes: string) => `${bytes} read`,
  speed: (bytes: string) => `${bytes}/s`,
  linesPerSecond: (count: number) => `${quantity(count)} lines/s`,
  left: (seconds: number) =>
    seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`,
  lines: (count: number) => `${quantity(count)} ${count === 1 ? 'line' : 'lines'}`,
  newest: (time: string) => `newest record ${time} UTC`,
  opening: 'Opening the input …',
  waiting: 'Waiting for the first line …',
  more: (count: number) => `… and ${quantity(count)} more`,
  findings: (count: number) => `Findings so far (${quantity(count)})`,
  noFinding: 'No finding so far.',
};

export type ReadingWords = typeof en;

const zh: ReadingWords = {
  reading: '读取中',
  live: '实时',
  sources: (done: number, all: number) => `${quantity(all)} 个来源，已读完 ${quantity(done)} 个`,
  of: (bytes: string, all: string) => `${bytes}，共 ${all}`,
  read: (bytes: string) => `已读 ${bytes}`,
  speed: (bytes: string) => `${bytes}/秒`,
  linesPerSecond: (count: number) => `${quantity(count)} 行/秒`,
  left: (seconds: number) =>
    seconds < 90 ? `约剩 ${seconds} 秒` : `约剩 ${Math.round(seconds / 60)} 分钟`,
  lines: (count: number) => `${quantity(count)} 行`,
  newest: (time: string) => `最新记录 ${time} UTC`,
  opening: '正在打开输入……',
  waiting: '等待第一行……',
  more: (count: number) => `…… 另有 ${quantity(count)} 个`,
  findings: (count: number) => `截至目前的发现（${quantity(count)}）`,
  noFinding: '截至目前没有发现。',
};

export const readingWords: Readonly<Record<Lang, ReadingWords>> = { en, zh };
