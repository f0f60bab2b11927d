import type {
  AffectedNode,
  BoundCode,
  Confidence,
  CoverageNoteCode,
  GapReason,
  OverallVerdict,
  Rate,
  Role,
} from '../model/report.js';
import type { Severity } from '../model/rule.js';
import { durationParts, quantity } from './format.js';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${quantity(count)} ${count === 1 ? one : many}`;

/** `for 40 min (10:20:00 – 11:00:00)`, or the longest of several. */
const stretches = (count: number, longest: string, when: string): string =>
  count === 1 ? `for ${longest} (${when})` : `${count} times, for up to ${longest} (${when})`;

/** Two clocks that are apart. */
export interface ClockWords {
  readonly node: string;
  readonly reference: string;
  readonly span: string;
  readonly isAhead: boolean;
}

/** All words and sentences of the renderers in English; the other languages have the same keys. */
export const en = {
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
    'head-cut-lines': 'the collector kept the last lines only: what came before is missing',
    'head-cut-bytes': 'the collector kept the end only, in bytes: what came before is missing',
    'copy-of': 'the same lines as another source, counted there',
    'facts-broken': 'damaged: could not be understood, or only in part',
    'facts-cut': 'too long: only its beginning was read',
    'let-go-before': 'read for so long that details are kept only since',
    'reading-stopped': 'reading was ended here: the rest, and what comes behind it, is unread',
    'follow-rotated':
      'replaced or cut off while it was followed: lines are numbered on, behind those of the file before',
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
    incidents: 'Also',
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
  incidents: (count: number, first: string, last: string) =>
    `${quantity(count)} incidents between ${first} and ${last} UTC`,
  otherIncidents: (count: number) => `${plural(count, 'other incident')} of the same kind:`,
  moreIncidents: (count: number, first: string, last: string) =>
    `… and ${quantity(count)} more between ${first} and ${last} in -o json`,
  onOthers: 'What the nodes above can tell is read. On the other nodes:',
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
  soFar: ' so far',
  ended: (unbegun: number) =>
    `Reading was ended before the end${unbegun === 0 ? '' : `, ${plural(unbegun, 'further source')} not read`}: this tells only what was read until then.`,
  notEnoughLimit: 'This does not mean that the cluster is healthy.',
  outcomes: (counts: Readonly<Record<'absent' | 'ruled-out' | 'not-assessable', number>>) =>
    `${counts.absent} absent, ${counts['ruled-out']} ruled out, ${counts['not-assessable']} not assessable`,
  nodeCount: (count: number) => plural(count, 'node'),
  sourceCount: (count: number) => plural(count, 'source'),
  utc: (time: string) => `${time} UTC`,
  between: (from: string, to: string) => `${from} – ${to} UTC`,
  to: ' – ',
  sinceBefore: (from: string) => `before ${from}`,
  untilEnd: '; still running where the log ends',
  brackets: (text: string) => ` (${text})`,
  seconds: (count: string) => `${count} s`,
  clock: {
    skew: ({ node, reference, span, isAhead }: ClockWords) =>
      `The clock of ${node} is ${span} ${isAhead ? 'ahead of' : 'behind'} that of ${reference}`,
    zone: ({ node, reference, span, isAhead }: ClockWords) =>
      `The times of ${node} are ${span} ${isAhead ? 'ahead of' : 'behind'} those of ${reference}, as by a mistaken time zone`,
    proof: (uncertainty: string, pairs: number) =>
      ` (give or take ${uncertainty}, by ${plural(pairs, 'pair')} of records)`,
    corrected: (reference: string) =>
      `; this report counts time by the clock of ${reference}, quoted lines keep their own.`,
    uncertain: '; that is too uncertain to correct, so its times stand as written.',
  },
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
  count: (value: number, atLeast: boolean, openStart = false) => {
    const missing = openStart ? 'earlier ones are missing' : 'some were lost';
    return atLeast ? `at least ${plural(value, 'record')} (${missing})` : plural(value, 'record');
  },
  arrow: (perMinute: number) => `${quantity(perMinute)}/min`,
  peak: (perMinute: number, at: string) => `peak ${quantity(perMinute)} a minute at ${at}`,
  rate: {
    node: (perMinute: number) => `${quantity(perMinute)} a minute and node`,
    pod: (perMinute: number) => `${quantity(perMinute)} a minute and pod`,
    client: (perMinute: number) => `${quantity(perMinute)} a minute from one client`,
    group: (perMinute: number) => `${quantity(perMinute)} a minute of one kind`,
    all: (perMinute: number) => `${quantity(perMinute)} a minute`,
  } satisfies Record<Rate['per'], (perMinute: number) => string>,
  times: {
    rule: (ratio: number, healthy: number) =>
      `, ${quantity(ratio)} times the healthy ${quantity(healthy)}`,
    input: (ratio: number, usual: number) =>
      `, ${quantity(ratio)} times the ${quantity(usual)} in the rest of this input`,
  },
  against: {
    rule: (healthy: number, _rest?: number) => `; healthy is ${quantity(healthy)}`,
    input: (usual: number, rest = 0) =>
      usual === 0 && rest > 0
        ? `; the rest of this input has ${plural(rest, 'record')} of this kind, in fewer than half of its minutes`
        : `; the rest of this input has ${quantity(usual)}`,
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
  field: { product: 'product', version: 'version', role: 'role', address: 'address' },
  moreConflicts: (count: number) => `… and ${quantity(count)} more, see -o json`,
  heading: {
    clocks: (count: number) => `CLOCKS APART (${quantity(count)})`,
    conflicts: (count: number) => `SOURCES DISAGREE (${quantity(count)})`,
    open: (count: number) => `NOT ASSESSED (${count})`,
    ruledOut: (count: number) => `RULED OUT (${count})`,
    absent: (count: number) => `LOOKED FOR, NOT FOUND (${count})`,
    coverage: (count: number) => `READ (${plural(count, 'source')})`,
  },
  named: (name: string, value: string) => `${name} ${value}`,
  suppressed: (count: number) => `${plural(count, 'record')} dropped by the logger`,
  sieved: (count: number) => `${plural(count, 'line')} set aside unread`,
  clipped: (count: number) => `${plural(count, 'overlong line')} shortened`,
  missing: {
    lost: (count: number, longest: string, when: string) =>
      `lines missing ${stretches(count, longest, when)}, while other logs of the node went on`,
    silent: (count: number, longest: string, when: string) =>
      `no line ${stretches(count, longest, when)}, though the process went on`,
    rotated: (count: number, longest: string, when: string) =>
      `a rotated file is not in the input: lines missing ${stretches(count, longest, when)}`,
    stopped: (count: number, longest: string, when: string) =>
      `no line ${stretches(count, longest, when)}, until another process started`,
    unknown: (count: number, longest: string, when: string) =>
      `no line ${stretches(count, longest, when)}`,
  } satisfies Record<
    GapReason | 'unknown',
    (count: number, longest: string, when: string) => string
  >,
  headsCut: (count: number, from: string) =>
    `only the end of ${plural(count, 'log')} was collected${from === '' ? '' : `, from ${from} on`}`,
  bound: {
    'groups-evicted': (count: number) => `${plural(count, 'group')} not followed to the end`,
    'detections-dropped': (count: number) => `${plural(count, 'interval')} not kept`,
    'observations-late': (count: number) =>
      `${plural(count, 'record')} came too late to be counted`,
    'texts-dropped': (count: number) => `${plural(count, 'record')} counted without texts`,
    'places-unquoted': (count: number) =>
      `${plural(count, 'node, pod or group', 'nodes, pods or groups')} without a quoted line`,
  } satisfies Record<BoundCode, (count: number) => string>,
  bounds: (parts: string) => `More than could be kept: ${parts}. Counts may be low.`,
  rules: (count: number, pack: string) => `${plural(count, 'rule')} (${pack})`,
  live: {
    state: { open: 'OPEN ', worse: 'WORSE', again: 'AGAIN', role: 'ROLE ', over: 'OVER ' },
    since: (time: string) => `since ${time}`,
    symptomOf: (titles: string) => `consequence of: ${titles}`,
    comma: ', ',
    newNodes: (names: string) => ` (new: ${names})`,
    fixedIn: (releases: string) => `fixed in ${releases}`,
  },
};

export type Words = typeof en;
