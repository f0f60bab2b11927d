import { durationParts, quantity } from './format.js';
import type { ClockWords, Words } from './words-en.js';

const ZH_UNIT = { d: '天', h: '小时', min: '分', s: '秒' } as const;

/** `40 分（10:20:00 至 11:00:00）`，多处时为最长者。 */
const stretches = (count: number, longest: string, when: string): string =>
  count === 1 ? `${longest}（${when}）` : `${count} 处，最长 ${longest}（${when}），`;

/** All words and sentences of the renderers in Chinese. */
export const zh = {
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
    'head-cut-lines': '采集工具只保留了末尾若干行，之前的内容缺失',
    'head-cut-bytes': '采集工具只保留了末尾若干字节，之前的内容缺失',
    'copy-of': '与另一来源内容相同，只计一次',
    'facts-broken': '内容已损坏，无法解析或只能解析一部分',
    'facts-cut': '文件过长，只读取了开头部分',
    'let-go-before': '读取时间很长，仅保留此后的细节',
    'reading-stopped': '读取在此被中止：其余内容及后续来源未读',
    'follow-rotated': '跟踪期间文件被替换或截断，行号接着原文件继续计数',
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
    incidents: '其他时段',
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
  incidents: (count: number, first: string, last: string) =>
    `${first} 至 ${last} UTC 之间共 ${quantity(count)} 次`,
  otherIncidents: (count: number) => `另有 ${quantity(count)} 次同类故障：`,
  moreIncidents: (count: number, first: string, last: string) =>
    `…… ${first} 至 ${last} 之间还有 ${quantity(count)} 次，见 -o json`,
  onOthers: '上述节点的日志已经读取，请在其他节点上执行：',
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
  soFar: '（到目前为止）',
  ended: (unbegun: number) =>
    `读取在输入结束之前被中止${unbegun === 0 ? '' : `，另有 ${quantity(unbegun)} 个来源未读`}：以下只反映此前读到的内容。`,
  notEnoughLimit: '这并不表示集群健康。',
  outcomes: (counts: Readonly<Record<'absent' | 'ruled-out' | 'not-assessable', number>>) =>
    `未发现 ${counts.absent}，已排除 ${counts['ruled-out']}，无法评估 ${counts['not-assessable']}`,
  nodeCount: (count: number) => `${quantity(count)} 个节点`,
  sourceCount: (count: number) => `${quantity(count)} 个来源`,
  utc: (time: string) => `${time} UTC`,
  between: (from: string, to: string) => `${from} 至 ${to} UTC`,
  to: ' 至 ',
  sinceBefore: (from: string) => `${from} 之前`,
  untilEnd: '；日志结束时仍在继续',
  brackets: (text: string) => `（${text}）`,
  seconds: (count: string) => `${count} 秒`,
  clock: {
    skew: ({ node, reference, span, isAhead }: ClockWords) =>
      `${node} 的时钟比 ${reference} ${isAhead ? '快' : '慢'} ${span}`,
    zone: ({ node, reference, span, isAhead }: ClockWords) =>
      `${node} 的时间比 ${reference} ${isAhead ? '超前' : '落后'} ${span}，像是时区有误`,
    proof: (uncertainty: string, pairs: number) =>
      `（误差 ${uncertainty} 以内，依据 ${quantity(pairs)} 对记录）`,
    corrected: (reference: string) => `；本报告以 ${reference} 的时钟计时，引用的行保留原有时间。`,
    uncertain: '；不够确定，未作校正，其时间保持原样。',
  },
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
  count: (value: number, atLeast: boolean, openStart = false) => {
    const missing = openStart ? '缺少更早的记录' : '有记录丢失';
    return atLeast ? `至少 ${quantity(value)} 条记录（${missing}）` : `${quantity(value)} 条记录`;
  },
  arrow: (perMinute: number) => `${quantity(perMinute)}/分`,
  peak: (perMinute: number, at: string) => `峰值每分钟 ${quantity(perMinute)} 条，在 ${at}`,
  rate: {
    node: (perMinute: number) => `每节点每分钟 ${quantity(perMinute)} 条`,
    pod: (perMinute: number) => `每个 Pod 每分钟 ${quantity(perMinute)} 条`,
    client: (perMinute: number) => `单个客户端每分钟 ${quantity(perMinute)} 条`,
    group: (perMinute: number) => `单个类别每分钟 ${quantity(perMinute)} 条`,
    all: (perMinute: number) => `每分钟 ${quantity(perMinute)} 条`,
  },
  times: {
    rule: (ratio: number, healthy: number) =>
      `，是健康值 ${quantity(healthy)} 的 ${quantity(ratio)} 倍`,
    input: (ratio: number, usual: number) =>
      `，是此输入其余时段（${quantity(usual)}）的 ${quantity(ratio)} 倍`,
  },
  against: {
    rule: (healthy: number, _rest?: number) => `；健康时为 ${quantity(healthy)}`,
    input: (usual: number, rest = 0) =>
      usual === 0 && rest > 0
        ? `；此输入的其余时段共有 ${quantity(rest)} 条此类记录，分布在不到一半的分钟内`
        : `；此输入的其余时段为 ${quantity(usual)}`,
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
  field: { product: '产品', version: '版本', role: '角色', address: '地址' },
  moreConflicts: (count: number) => `…… 另有 ${quantity(count)} 项，见 -o json`,
  heading: {
    clocks: (count: number) => `时钟不一致（${quantity(count)}）`,
    conflicts: (count: number) => `来源不一致（${quantity(count)}）`,
    open: (count: number) => `无法评估（${count}）`,
    ruledOut: (count: number) => `已排除（${count}）`,
    absent: (count: number) => `查过，未发现（${count}）`,
    coverage: (count: number) => `已读取（${quantity(count)} 个来源）`,
  },
  named: (name: string, value: string) => `${name} ${value}`,
  suppressed: (count: number) => `日志系统丢弃 ${quantity(count)} 条记录`,
  sieved: (count: number) => `${quantity(count)} 行未读即略过`,
  clipped: (count: number) => `${quantity(count)} 个超长行被截短`,
  missing: {
    lost: (count: number, longest: string, when: string) =>
      `${stretches(count, longest, when)}缺少日志，而该节点的其他日志仍在继续`,
    silent: (count: number, longest: string, when: string) =>
      `${stretches(count, longest, when)}没有日志，而进程仍在运行`,
    rotated: (count: number, longest: string, when: string) =>
      `${stretches(count, longest, when)}缺失：输入中没有相应的轮转文件`,
    stopped: (count: number, longest: string, when: string) =>
      `${stretches(count, longest, when)}没有日志，之后由另一进程继续`,
    unknown: (count: number, longest: string, when: string) =>
      `${stretches(count, longest, when)}没有日志`,
  },
  headsCut: (count: number, from: string) =>
    `${quantity(count)} 个日志只采集到末尾${from === '' ? '' : `，自 ${from} 起`}`,
  bound: {
    'groups-evicted': (count: number) => `${quantity(count)} 个分组未能跟踪到底`,
    'detections-dropped': (count: number) => `${quantity(count)} 个区间未保留`,
    'observations-late': (count: number) => `${quantity(count)} 条记录到达过晚，未计入`,
    'texts-dropped': (count: number) => `${quantity(count)} 条记录计数时略去了文本`,
    'places-unquoted': (count: number) => `${quantity(count)} 个节点、Pod 或分组没有引用行`,
  },
  bounds: (parts: string) => `超出可保留的数量：${parts}。计数可能偏低。`,
  rules: (count: number, pack: string) => `${quantity(count)} 条规则（${pack}）`,
  live: {
    state: { open: '出现', worse: '加重', again: '再现', role: '角色', over: '结束' },
    since: (time: string) => `始于 ${time}`,
    symptomOf: (titles: string) => `由此引起：${titles}`,
    comma: '，',
    newNodes: (names: string) => `（新增：${names}）`,
    fixedIn: (releases: string) => `修复版本：${releases}`,
  },
} satisfies Words;
