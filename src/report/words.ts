import type {
  AffectedNode,
  Confidence,
  CoverageNoteCode,
  Lang,
  OverallVerdict,
  Role,
} from '../model/report.js';
import type { Severity } from '../model/rule.js';
import { durationParts, quantity } from './format.js';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${quantity(count)} ${count === 1 ? one : many}`;

const en = {
  verdict: {
    explained: 'EXPLAINED',
    suspected: 'SUSPECTED',
    clear: 'CLEAR',
    'not-enough-data': 'NOT ENOUGH DATA',
  } satisfies Record<OverallVerdict, string>,
  severity: {
    info: 'severity info',
    low: 'low severity',
    medium: 'medium severity',
    high: 'high severity',
    critical: 'critical severity',
  } satisfies Record<Severity, string>,
  confidence: {
    confirmed: 'confirmed',
    probable: 'probable',
    possible: 'possible, not proven',
  } satisfies Record<Confidence, string>,
  role: {
    'root-cause': 'root cause',
    contributing: 'contributing',
    symptom: 'symptom',
  } satisfies Record<Role, string>,
  status: {
    affected: 'affected',
    'not-affected': 'not affected',
    unknown: 'unknown',
  } satisfies Record<AffectedNode['status'], string>,
  note: {
    'gzip-truncated': 'compressed file ends too early: read up to there',
    'gzip-corrupt': 'compressed data damaged: read up to there',
    'binary-skipped': 'binary, skipped',
    unreadable: 'could not be read',
    'link-loop': 'link that leads back to itself, skipped',
    'not-a-file': 'not a regular file, skipped',
    empty: 'empty',
    utf16: 'UTF-16, converted',
    'invalid-utf8': 'holds bytes that are not UTF-8',
    'nul-bytes': 'holds NUL bytes',
    'year-assumed': 'stamps without a year: year assumed',
    'zone-assumed': 'stamps without a time zone: zone assumed',
    'archive-skipped': 'archive, not opened',
    'archive-truncated': 'ends too early: read up to there',
    'archive-corrupt': 'damaged in parts: read what could be read',
    'archive-empty': 'archive without members',
    'entry-encrypted': 'encrypted, skipped',
    'entry-unsupported': 'packed in a way that is not supported, skipped',
    'entry-overlap': 'shares its bytes with another member, skipped',
    'entry-unsafe-path': 'name leads out of the archive, skipped',
    'entry-link': 'link that leads to no member, not followed',
    'entry-device': 'not a regular file, skipped',
    'entry-sparse': 'sparse file: holes left out',
    'links-inside': 'links to other members, read once',
    'entries-unlisted': 'more members skipped',
    'duplicate-name': 'several members of one name: numbered',
    'limit-bytes': 'unpacks to more than is allowed: rest not read',
    'limit-entries': 'more members than are allowed: rest not read',
    'limit-depth': 'archives nested too deep: not opened',
    'journal-binary': 'binary journal; to read it, run',
    'journal-failed': 'binary journal that journalctl could not read',
    'groups-evicted': 'too many groups to keep all: counts may be low',
  } satisfies Record<CoverageNoteCode, string>,
  label: {
    cause: 'Cause',
    requests: 'Requests',
    fix: 'Fix',
    setting: 'Setting',
    workaround: 'Until then',
    conflicts: 'Careful',
    since: 'Since',
    count: 'Count',
    rate: 'Rate',
    measured: 'Measured',
    nodes: 'Nodes',
    versions: 'Versions',
    proof: 'Proof',
    confirm: 'To confirm',
    explains: 'Explains',
    explainedBy: 'Because of',
    references: 'More',
  },
  column: {
    source: 'source',
    node: 'node',
    format: 'format',
    lines: 'lines',
    records: 'records',
    unparsed: 'unparsed',
    span: 'from – to (UTC)',
  },
  list: ', ',
  colon: ': ',
  nearly: { confirmed: '', probable: 'Probably: ', possible: 'Consistent with: ' },
  moreFindings: (roots: number, symptoms: number) =>
    [
      roots > 0 ? plural(roots, 'more finding') : '',
      symptoms > 0 ? plural(symptoms, 'symptom of it', 'symptoms of it') : '',
    ]
      .filter((part) => part !== '')
      .map((part) => `and ${part}`)
      .join(' '),
  allMuted: 'All findings are muted.',
  muted: (ids: string) => `Muted: ${ids}`,
  clear: (causes: number) => `This input shows none of the ${causes} causes that hotplane knows.`,
  clearLimit: (open: number) =>
    open === 0
      ? 'A cause that hotplane does not know would not show here.'
      : `${plural(open, 'cause')} could not be assessed: this silence says nothing about ${open === 1 ? 'it' : 'them'}.`,
  nothingRead: (sources: number) =>
    sources === 0
      ? 'There was no input to read.'
      : `No log record was read from ${plural(sources, 'source')}.`,
  notEnough: (open: number, causes: number) =>
    `This input cannot tell: ${open} of ${causes} causes could not be assessed.`,
  notEnoughLimit: 'This does not mean that the cluster is healthy.',
  outcomes: (counts: Readonly<Record<'absent' | 'ruled-out' | 'not-assessable', number>>) =>
    `${counts.absent} absent, ${counts['ruled-out']} ruled out, ${counts['not-assessable']} not assessable`,
  nodeCount: (count: number) => plural(count, 'node'),
  sourceCount: (count: number) => plural(count, 'source'),
  utc: (time: string) => `${time} UTC`,
  between: (from: string, to: string) => `${from} – ${to} UTC`,
  to: ' – ',
  brackets: (text: string) => ` (${text})`,
  duration: (ms: number) =>
    durationParts(ms)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(' '),
  upgrade: (product: string, version: string) => `Upgrade ${product} to ${version}.`,
  upgradeIf: (product: string, version: string) =>
    `On an affected version: upgrade ${product} to ${version}.`,
  upgradeOn: (product: string, version: string, nodes: string) =>
    `Upgrade ${product} to ${version} on ${nodes}.`,
  configure: 'Change the configuration as shown under Setting.',
  ifTrue: 'If it proves true:',
  noFix: 'No fix is on record.',
  count: (value: number, atLeast: boolean) =>
    atLeast ? `at least ${plural(value, 'record')} (some were lost)` : plural(value, 'record'),
  peak: (perMinute: number, at: string) => `peak ${quantity(perMinute)} a minute at ${at}`,
  rate: (perMinute: number) => `${quantity(perMinute)} a minute and node`,
  times: {
    rule: (ratio: number, healthy: number) =>
      `, ${quantity(ratio)} times the healthy ${quantity(healthy)}`,
    input: (ratio: number, usual: number) =>
      `, ${quantity(ratio)} times the ${quantity(usual)} in the rest of this input`,
  },
  against: {
    rule: (healthy: number) => `; healthy is ${quantity(healthy)}`,
    input: (usual: number) => `; the rest of this input has ${quantity(usual)}`,
  },
  timesQuiet: (ratio: number, usual: number) =>
    `; ${quantity(ratio)} times the ${quantity(usual)} in the rest of this input`,
  noBurst: '; it does not stand out from there',
  noVersion: 'no version in the input',
  more: (count: number) => `… and ${quantity(count)} more`,
  moreProof: (count: number) => `… and ${plural(count, 'more cited line')} in -o json`,
  otherFiles: (told: number, ignored: number) =>
    `besides ${plural(told, 'file')} of facts (settings, versions, nodes, clocks); ${plural(ignored, 'file')} of the bundle passed over`,
  moreSources: (count: number, lines: number, unparsed: number) =>
    `… and ${plural(count, 'more source')}: ${plural(lines, 'line')}, ${quantity(unparsed)} unparsed`,
  heading: {
    open: (count: number) => `NOT ASSESSED (${count})`,
    ruledOut: (count: number) => `RULED OUT (${count})`,
    absent: (count: number) => `LOOKED FOR, NOT FOUND (${count})`,
    coverage: (count: number) => `READ (${plural(count, 'source')})`,
  },
  named: (name: string, value: string) => `${name} ${value}`,
  suppressed: (count: number) => `${plural(count, 'record')} dropped by the logger`,
  sieved: (count: number) => `${plural(count, 'line')} set aside unread`,
  clipped: (count: number) => `${plural(count, 'overlong line')} shortened`,
  gaps: (count: number, longest: string) =>
    count === 1 ? `1 gap of ${longest}` : `${count} gaps, the longest ${longest}`,
  rules: (count: number, pack: string) => `${plural(count, 'rule')} (${pack})`,
};

type Words = typeof en;

const ZH_UNIT = { d: '天', h: '小时', min: '分', s: '秒' } as const;

const zh = {
  verdict: {
    explained: '已查明',
    suspected: '有嫌疑',
    clear: '未发现',
    'not-enough-data': '数据不足',
  },
  severity: {
    info: '严重性：提示',
    low: '严重性：低',
    medium: '严重性：中',
    high: '严重性：高',
    critical: '严重性：危急',
  },
  confidence: { confirmed: '已证实', probable: '很可能', possible: '有可能，未证实' },
  role: { 'root-cause': '根因', contributing: '促成因素', symptom: '症状' },
  status: { affected: '受影响', 'not-affected': '不受影响', unknown: '未知' },
  note: {
    'gzip-truncated': '压缩文件提前结束，已读到中断处',
    'gzip-corrupt': '压缩数据损坏，已读到损坏处',
    'binary-skipped': '二进制文件，已跳过',
    unreadable: '无法读取',
    'link-loop': '链接指回自身，已跳过',
    'not-a-file': '不是普通文件，已跳过',
    empty: '空',
    utf16: 'UTF-16，已转换',
    'invalid-utf8': '含有非 UTF-8 字节',
    'nul-bytes': '含有 NUL 字节',
    'year-assumed': '时间戳无年份，年份为推定',
    'zone-assumed': '时间戳无时区，时区为推定',
    'archive-skipped': '归档文件，未打开',
    'archive-truncated': '提前结束：已读到该处',
    'archive-corrupt': '部分损坏：已读取可读内容',
    'archive-empty': '归档中没有成员',
    'entry-encrypted': '已加密，跳过',
    'entry-unsupported': '压缩方式不受支持，跳过',
    'entry-overlap': '与另一成员共用数据，跳过',
    'entry-unsafe-path': '名称指向归档之外，跳过',
    'entry-link': '链接未指向任何成员，未跟随',
    'entry-device': '不是普通文件，跳过',
    'entry-sparse': '稀疏文件：已略去空洞',
    'links-inside': '指向其他成员的链接，只读一次',
    'entries-unlisted': '另有成员被跳过',
    'duplicate-name': '有多个同名成员：已编号',
    'limit-bytes': '解压后超出允许的大小：其余未读',
    'limit-entries': '成员数超出上限：其余未读',
    'limit-depth': '归档嵌套过深：未打开',
    'journal-binary': '二进制日志；要读取请运行',
    'journal-failed': '二进制日志，journalctl 未能读取',
    'groups-evicted': '分组过多未能全部保留，计数可能偏低',
  },
  label: {
    cause: '原因',
    requests: '请求',
    fix: '修复',
    setting: '配置',
    workaround: '临时措施',
    conflicts: '注意',
    since: '时间',
    count: '数量',
    rate: '速率',
    measured: '测量值',
    nodes: '节点',
    versions: '版本',
    proof: '证据',
    confirm: '如何证实',
    explains: '引发',
    explainedBy: '起因',
    references: '参考',
  },
  column: {
    source: '来源',
    node: '节点',
    format: '格式',
    lines: '行数',
    records: '记录',
    unparsed: '未解析',
    span: '起止（UTC）',
  },
  list: '、',
  colon: '：',
  nearly: { confirmed: '', probable: '很可能：', possible: '现象与此相符：' },
  moreFindings: (roots: number, symptoms: number) =>
    [
      roots > 0 ? `另有 ${quantity(roots)} 项发现` : '',
      symptoms > 0 ? `${quantity(symptoms)} 项由此引发的症状` : '',
    ]
      .filter((part) => part !== '')
      .join('，'),
  allMuted: '所有发现均已被静音。',
  muted: (ids: string) => `已静音：${ids}`,
  clear: (causes: number) => `在 hotplane 已知的 ${causes} 种原因中，此输入未显示任何一种。`,
  clearLimit: (open: number) =>
    open === 0
      ? 'hotplane 不了解的原因不会在此显示。'
      : `有 ${open} 种原因无法评估：未发现并不能说明它们不存在。`,
  nothingRead: (sources: number) =>
    sources === 0 ? '没有可读取的输入。' : `未能从 ${quantity(sources)} 个来源读到任何日志记录。`,
  notEnough: (open: number, causes: number) =>
    `此输入不足以判断：${causes} 种原因中有 ${open} 种无法评估。`,
  notEnoughLimit: '这并不表示集群健康。',
  outcomes: (counts: Readonly<Record<'absent' | 'ruled-out' | 'not-assessable', number>>) =>
    `未发现 ${counts.absent}，已排除 ${counts['ruled-out']}，无法评估 ${counts['not-assessable']}`,
  nodeCount: (count: number) => `${quantity(count)} 个节点`,
  sourceCount: (count: number) => `${quantity(count)} 个来源`,
  utc: (time: string) => `${time} UTC`,
  between: (from: string, to: string) => `${from} 至 ${to} UTC`,
  to: ' 至 ',
  brackets: (text: string) => `（${text}）`,
  duration: (ms: number) =>
    durationParts(ms)
      .map(([count, unit]) => `${count} ${ZH_UNIT[unit]}`)
      .join(' '),
  upgrade: (product: string, version: string) => `将 ${product} 升级到 ${version}。`,
  upgradeIf: (product: string, version: string) =>
    `版本受影响时：将 ${product} 升级到 ${version}。`,
  upgradeOn: (product: string, version: string, nodes: string) =>
    `将 ${nodes} 上的 ${product} 升级到 ${version}。`,
  configure: '按下面的“配置”修改。',
  ifTrue: '若经证实：',
  noFix: '没有记录在案的修复方法。',
  count: (value: number, atLeast: boolean) =>
    atLeast ? `至少 ${quantity(value)} 条记录（有记录丢失）` : `${quantity(value)} 条记录`,
  peak: (perMinute: number, at: string) => `峰值每分钟 ${quantity(perMinute)} 条，在 ${at}`,
  rate: (perMinute: number) => `每节点每分钟 ${quantity(perMinute)} 条`,
  times: {
    rule: (ratio: number, healthy: number) =>
      `，是健康值 ${quantity(healthy)} 的 ${quantity(ratio)} 倍`,
    input: (ratio: number, usual: number) =>
      `，是此输入其余时段（${quantity(usual)}）的 ${quantity(ratio)} 倍`,
  },
  against: {
    rule: (healthy: number) => `；健康时为 ${quantity(healthy)}`,
    input: (usual: number) => `；此输入的其余时段为 ${quantity(usual)}`,
  },
  timesQuiet: (ratio: number, usual: number) =>
    `；是此输入其余时段（${quantity(usual)}）的 ${quantity(ratio)} 倍`,
  noBurst: '；与其相比并不突出',
  noVersion: '输入中没有版本',
  more: (count: number) => `…… 另有 ${quantity(count)} 个`,
  moreProof: (count: number) => `…… 另有 ${quantity(count)} 行引用，见 -o json`,
  otherFiles: (told: number, ignored: number) =>
    `此外读取了 ${quantity(told)} 个事实文件（配置、版本、节点、时钟），略过包内 ${quantity(ignored)} 个文件`,
  moreSources: (count: number, lines: number, unparsed: number) =>
    `…… 另有 ${quantity(count)} 个来源：${quantity(lines)} 行，未解析 ${quantity(unparsed)}`,
  heading: {
    open: (count: number) => `无法评估（${count}）`,
    ruledOut: (count: number) => `已排除（${count}）`,
    absent: (count: number) => `查过，未发现（${count}）`,
    coverage: (count: number) => `已读取（${quantity(count)} 个来源）`,
  },
  named: (name: string, value: string) => `${name} ${value}`,
  suppressed: (count: number) => `日志系统丢弃 ${quantity(count)} 条记录`,
  sieved: (count: number) => `${quantity(count)} 行未读即略过`,
  clipped: (count: number) => `${quantity(count)} 个超长行被截短`,
  gaps: (count: number, longest: string) =>
    count === 1 ? `1 处空档，长 ${longest}` : `${count} 处空档，最长 ${longest}`,
  rules: (count: number, pack: string) => `${quantity(count)} 条规则（${pack}）`,
} satisfies Words;

/** Every word and sentence the text report adds to the texts of the rules, in both languages. */
export const words: Readonly<Record<Lang, Words>> = { en, zh };
export type { Words };
