import type { Lang } from '../../model/report.js';
import { quantity } from '../../report/format.js';
import type { ViewName } from '../view.js';
import type { WriteFailure } from '../write-file.js';

const en = {
  tabs: {
    diagnosis: 'Diagnosis',
    timeline: 'Timeline',
    evidence: 'Evidence',
    why: 'Why',
    sources: 'Sources',
  } satisfies Record<ViewName, string>,
  reading: 'READING',
  live: 'LIVE',
  ending: 'ending …',
  soFar: 'so far',
  linesPerSecond: (count: number) => `${quantity(count)} lines/s`,
  newest: (time: string) => `newest ${time} UTC`,
  percent: (share: number) => `${Math.floor(share * 100)} %`,
  nothingYet: 'Nothing is known yet: reading goes on.',
  tooSmall: 'too small',
  endedUnread: 'Reading was ended before anything was known.',
  endedSilent: 'Nothing came from standard input before reading was ended.',
  copied: "Sent to the terminal's clipboard (OSC 52).",
  noClipboard: 'This terminal has no clipboard to send it to.',
  help: {
    title: 'Keys',
    here: (view: string) => `In ${view}`,
    everywhere: 'Everywhere',
    close: 'any key closes this help',
  },
  keys: {
    help: 'help',
    quit: 'quit',
    write: 'write a report',
    why: 'why?',
    views: 'views',
    next: 'next, previous view',
    back: 'back',
    move: 'move',
    page: 'page up, down',
    ends: 'first, last',
    suspend: 'suspend; fg resumes',
  },
  write: {
    title: 'Write a report',
    format: 'Format',
    file: 'File',
    choose: '←→ choose · ⏎ next · esc leave',
    type: '⏎ write · esc leave',
    exists: (path: string) => `${path} exists. Overwrite it?`,
    confirm: 'y overwrite · n another name',
    done: (path: string) => `Written: ${path}`,
    /** `share`: 0 to 1; absent: nobody knows. */
    early: (path: string, share?: number) =>
      `Written: ${path} (reading goes on${share === undefined ? '' : `: ${Math.floor(share * 100)} %`})`,
    failed: (path: string, why: string) => `Could not write ${path}: ${why}`,
    why: {
      'no-folder': 'there is no such folder',
      denied: 'no permission',
      'is-folder': 'it is a folder',
      'no-file-in': 'a part of the path is no folder',
      'read-only': 'the file system is read-only',
      full: 'no room is left on the device',
      'too-long': 'the name is too long',
    } satisfies Record<WriteFailure, string>,
    nothing: 'Nothing can be written before the first result.',
  },
};

export type ShellWords = typeof en;

const zh: ShellWords = {
  tabs: { diagnosis: '诊断', timeline: '时间线', evidence: '证据', why: '为什么', sources: '来源' },
  reading: '读取中',
  live: '实时',
  ending: '正在结束……',
  soFar: '截至目前',
  linesPerSecond: (count: number) => `${quantity(count)} 行/秒`,
  newest: (time: string) => `最新 ${time} UTC`,
  percent: (share: number) => `${Math.floor(share * 100)} %`,
  nothingYet: '尚无结果：仍在读取。',
  tooSmall: '窗口太小',
  endedUnread: '尚无任何结果，读取即被中止。',
  endedSilent: '标准输入尚未送来任何内容，读取即被中止。',
  copied: '已发送到终端的剪贴板（OSC 52）。',
  noClipboard: '此终端没有剪贴板，无法复制。',
  help: {
    title: '按键',
    here: (view: string) => `${view}中`,
    everywhere: '任何界面',
    close: '按任意键关闭帮助',
  },
  keys: {
    help: '帮助',
    quit: '退出',
    write: '保存报告',
    why: '为什么？',
    views: '切换界面',
    next: '下一个、上一个界面',
    back: '返回',
    move: '移动',
    page: '上翻、下翻一页',
    ends: '开头、末尾',
    suspend: '挂起，fg 恢复',
  },
  write: {
    title: '保存报告',
    format: '格式',
    file: '文件',
    choose: '←→ 选择 · ⏎ 下一步 · esc 离开',
    type: '⏎ 保存 · esc 离开',
    exists: (path: string) => `${path} 已存在，要覆盖吗？`,
    confirm: 'y 覆盖 · n 换个名称',
    done: (path: string) => `已保存：${path}`,
    early: (path: string, share?: number) =>
      `已保存：${path}（仍在读取${share === undefined ? '' : `：${Math.floor(share * 100)} %`}）`,
    failed: (path: string, why: string) => `无法保存 ${path}：${why}`,
    why: {
      'no-folder': '文件夹不存在',
      denied: '没有权限',
      'is-folder': '它是一个文件夹',
      'no-file-in': '路径中有一部分不是文件夹',
      'read-only': '文件系统为只读',
      full: '设备空间不足',
      'too-long': '名称过长',
    },
    nothing: '得出第一个结果之前没有可保存的内容。',
  },
};

export const shellWords: Readonly<Record<Lang, ShellWords>> = { en, zh };
