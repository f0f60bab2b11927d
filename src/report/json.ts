import type { NodeClock } from '../model/clock.js';
import type { FactPlace } from '../model/fact.js';
import type { Citation } from '../model/observation.js';
import type {
  Coverage,
  Finding,
  Lang,
  NodeInfo,
  Outcome,
  Renderer,
  Report,
} from '../model/report.js';
import type { Text } from '../model/rule.js';
import { type EpochMs, formatInstant } from '../model/time.js';
import type { TopologyEdge } from '../model/topology.js';
import { type AssumedTimes, createAssumedTimes } from './assumed.js';
import { shown } from './clean.js';
import { speak } from './fill.js';
import { shorten } from './shorten.js';

export const REPORT_SCHEMA = 'hotplane.report/1';

/**
 * The report as JSON, `hotplane.report/1`: two spaces of indent, a final newline, keys in a fixed
 * order. What is absent is left out, never null. Described by `rules/report.schema.json`.
 */
export const renderJson: Renderer = (report, look) =>
  `${JSON.stringify(reportJson(report, look.lang), plainValue, 2)}\n`;

const reportJson = (report: Report, lang: Lang, assumed = createAssumedTimes(report)) => ({
  schema: REPORT_SCHEMA,
  tool: {
    name: 'hotplane',
    version: report.tool.version,
    rules: { pack: report.tool.rules.pack, count: report.tool.rules.count },
  },
  verdict: report.verdict,
  cluster: {
    products: report.cluster.products,
    nodes: report.cluster.nodes.map(nodeJson),
    clocks: report.cluster.clocks?.map(clockJson),
  },
  findings: report.findings.map((finding) => findingJson(finding, lang, assumed)),
  muted: report.muted.length > 0 ? report.muted : undefined,
  outcomes: report.outcomes.map((outcome) => outcomeJson(outcome, lang)),
  coverage: report.coverage.map((one) => coverageJson(one, assumed)),
  bounds: report.bounds?.map(({ code, count }) => ({ code, count })),
  unbegun: report.unbegun,
});

const clockJson = (clock: NodeClock) => ({
  node: clock.node,
  reference: clock.reference,
  offsetMs: clock.offsetMs,
  uncertaintyMs: clock.uncertaintyMs,
  pairs: clock.pairs,
  zoneMinutes: clock.zoneMinutes,
  corrected: clock.corrected,
});

const nodeJson = (node: NodeInfo) => ({
  name: node.name,
  addresses: node.addresses,
  product: node.product,
  version: node.version,
  role: node.role,
  evidence: node.evidence?.map((one) => ({
    field: one.field,
    value: one.value,
    ...placeJson(one),
  })),
  conflicts: node.conflicts?.map(({ field, setting, values, evidence }) => ({
    field,
    setting,
    values,
    evidence: evidence.map(placeJson),
  })),
});

const placeJson = ({ source, line, text }: FactPlace) => ({
  source,
  line,
  text: shorten(shown(text)),
});

const findingJson = (finding: Finding, lang: Lang, assumed: AssumedTimes) => ({
  id: finding.id,
  key: finding.key,
  severity: finding.severity,
  confidence: finding.confidence,
  role: finding.role,
  conclusion: finding.conclusion,
  title: speak(finding.title, lang, finding.args),
  cause: speak(finding.cause, lang, finding.args),
  nodes: finding.nodes,
  from: instant(finding.from),
  to: instant(finding.to),
  openStart: finding.openStart,
  openEnd: finding.openEnd,
  assumed: assumed.ofFinding(finding),
  count: finding.count && { value: finding.count.value, atLeast: finding.count.atLeast },
  peak: peakJson(finding),
  rate: finding.rate && {
    perMinute: finding.rate.perMinute,
    per: finding.rate.per,
    baselinePerMinute: finding.rate.baselinePerMinute,
    baselineFrom: finding.rate.baselineFrom,
    ratio: finding.rate.ratio,
    quietPerMinute: finding.rate.quietPerMinute,
    quietCount: finding.rate.quietCount,
    quietRatio: finding.rate.quietRatio,
    isBurst: finding.rate.isBurst,
  },
  measured: finding.measured && {
    name: finding.measured.name,
    value: finding.measured.value,
    unit: finding.measured.unit,
  },
  affected: finding.affected.map(({ node, product, version, status, fix, note }) => ({
    node,
    product,
    version,
    status,
    fix,
    note: note && speak(note, lang, finding.args),
  })),
  fix: fixJson(finding, lang),
  topology: topologyJson(finding, assumed),
  explains: finding.explains,
  explainedBy: finding.explainedBy,
  symptomOf: finding.symptomOf.length > 0 ? finding.symptomOf : undefined,
  evidence: finding.evidence.map(evidenceJson(assumed)),
  references: finding.references,
});

function topologyJson({ cycles, edges }: Finding, assumed: AssumedTimes) {
  if (cycles.length === 0) return undefined;
  return { cycles, edges: edges?.map((edge) => edgeJson(edge, assumed)) };
}

const edgeJson = (edge: TopologyEdge, assumed: AssumedTimes) => ({
  from: edge.from,
  to: edge.to,
  count: edge.count,
  perMinute: edge.perMinute,
  configured: edge.configured,
  evidence: edge.evidence.map(evidenceJson(assumed)),
});

function peakJson({ peak }: Finding) {
  const at = instant(peak?.at);
  return peak && at && { perMinute: peak.perMinute, at };
}

function fixJson(finding: Finding, lang: Lang) {
  const { fix, fixVersions, args } = finding;
  const spoken = (texts: readonly Text[]) => texts.map((text) => speak(text, lang, args));
  return {
    versions: unlessEmpty(fixVersions),
    byNode: unlessEmpty(releasesByNode(finding)),
    steps: spoken(fix.steps),
    workaround: spoken(fix.workaround),
    conflicts: fix.conflicts.length > 0 ? spoken(fix.conflicts) : undefined,
    configuration: unlessEmpty(fix.configuration),
  };
}

/** The release each node needs, where they need several: another minor branch, another product. */
function releasesByNode({ affected }: Finding): Readonly<Record<string, string>> {
  const needed = affected.flatMap(({ node, fix }): [string, string][] =>
    fix === undefined ? [] : [[node, fix]],
  );
  const isOne = new Set(needed.map(([, release]) => release)).size < 2;
  return isOne ? {} : Object.fromEntries(needed);
}

const evidenceJson = (assumed: AssumedTimes) => (citation: Citation) => ({
  source: citation.source,
  line: citation.line,
  sha256: citation.sha256,
  time: instant(citation.time),
  assumed: assumed.ofLine(citation.source, citation.time),
  node: citation.node,
  text: shorten(shown(citation.text)),
});

const outcomeJson = (outcome: Outcome, lang: Lang) => ({
  id: outcome.id,
  verdict: outcome.verdict,
  because: speak(outcome.because, lang, outcome.args),
  collect: outcome.collect,
  collectOn: outcome.collectOn,
});

const coverageJson = (coverage: Coverage, assumed: AssumedTimes) => ({
  source: coverage.source,
  node: coverage.node,
  format: coverage.format,
  lines: coverage.lines,
  sieved: coverage.sieved,
  records: coverage.records,
  unparsed: coverage.unparsed,
  clipped: coverage.clipped,
  suppressed: coverage.suppressed,
  from: instant(coverage.from),
  to: instant(coverage.to),
  assumed: assumed.ofCoverage(coverage),
  gaps: coverage.gaps
    .map((gap) => ({ from: instant(gap.from), to: instant(gap.to), why: gap.why }))
    .filter(({ from, to }) => from !== undefined && to !== undefined),
  role: coverage.role,
  notes:
    coverage.notes.length > 0
      ? coverage.notes.map(({ code, detail }) => ({ code, detail }))
      : undefined,
});

/** Absent for no time and for one that RFC 3339 cannot write (its years have four digits). */
function instant(ms: EpochMs | undefined): string | undefined {
  const text = ms === undefined ? '' : formatInstant(ms);
  return /^\d{4}-/.test(text) ? text : undefined;
}

const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

/** For `JSON.stringify`: only what JSON can say without null, in valid Unicode. */
function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return shown(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) return value.filter((item) => plainValue('', item) !== undefined);
  return value ?? undefined;
}
