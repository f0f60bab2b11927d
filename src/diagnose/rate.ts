import type { Detection } from '../model/detection.js';
import type { Finding, Rate } from '../model/report.js';
import type { CorrelationRule, SignalRule } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { signalsOf } from './evidence.js';
import type { Interval } from './span.js';

const MINUTE_MS = 60_000;

/** The input's own quiet minutes, as far as it has any. */
export interface QuietRates {
  /** The median rate outside an interval; `undefined`: too little of it. */
  readonly baseline: (
    signals: readonly string[],
    node: string,
    from: EpochMs,
    to: EpochMs,
  ) => number | undefined;
  /** Does the rate stand out from them? */
  readonly isBurst?: (
    perMinute: number,
    signals: readonly string[],
    node: string,
    from: EpochMs,
    to: EpochMs,
  ) => boolean | undefined;
  /** Records in the minutes that touch none of the intervals; `undefined`: nothing is known of the node. */
  readonly countOutside?: (
    signals: readonly string[],
    node: string,
    intervals: readonly Interval[],
  ) => number | undefined;
}

type Correlations = ReadonlyMap<string, CorrelationRule>;

/** Three digits are as exact as a rate can be. */
export const round = (value: number): number => Number(value.toPrecision(3));

/** Rate of the busiest detection against the known healthy rate, and against the input's own quiet minutes. */
export function rateOf(
  detections: readonly Detection[],
  correlations: Correlations,
  quiet: QuietRates,
): Rate | undefined {
  const [busiest] = [...detections].sort((a, b) => b.count - a.count);
  if (!busiest || busiest.count < 2) return undefined;
  const { correlation, nodes, count, from, to } = busiest;
  const perMinute = round((count * MINUTE_MS) / Math.max(to - from, MINUTE_MS));
  const where = [signalsOf(correlation, correlations), nodes[0] ?? '', from, to] as const;
  const known = correlations.get(correlation)?.baseline?.perMinute;
  const own = quiet.baseline(...where);
  const baseline = known ?? own;
  if (baseline === undefined) return undefined;
  const isBurst = own === undefined ? undefined : quiet.isBurst?.(perMinute, ...where);
  return {
    perMinute,
    per: groupedBy(correlations.get(correlation)),
    baselinePerMinute: round(baseline),
    baselineFrom: known === undefined ? 'input' : 'rule',
    ...(baseline > 0 ? { ratio: round(perMinute / baseline) } : {}),
    ...(own === undefined ? {} : quietOf(own, restOf(busiest, detections, correlations, quiet))),
    ...(own !== undefined && own > 0 ? { quietRatio: round(perMinute / own) } : {}),
    ...(isBurst === undefined ? {} : { isBurst }),
  };
}

const quietOf = (
  own: number,
  rest: number | undefined,
): Pick<Rate, 'quietPerMinute' | 'quietCount'> => ({
  quietPerMinute: round(own),
  ...(rest === undefined ? {} : { quietCount: rest }),
});

/** What its node shows of the same signals outside all of the detections. */
function restOf(
  { correlation, nodes: [node = ''] }: Detection,
  detections: readonly Detection[],
  correlations: Correlations,
  { countOutside }: QuietRates,
): number | undefined {
  const own = detections.filter(({ nodes }) => nodes.length === 0 || nodes.includes(node));
  return countOutside?.(signalsOf(correlation, correlations), node, own);
}

const CLIENTS: readonly string[] = ['client_ip', 'peer_ip', 'agentID'];

/** What the rule counts for. */
export function groupedBy(rule: CorrelationRule | undefined): Rate['per'] {
  const fields = rule?.groupBy ?? [];
  if (fields.some((field) => field.startsWith('pod.'))) return 'pod';
  if (fields.some((field) => CLIENTS.includes(field))) return 'client';
  const others = fields.filter((field) => field !== 'node.name' && field !== 'cluster.name');
  if (others.length > 0) return 'group';
  return fields.includes('node.name') ? 'node' : 'all';
}

/**
 * The fullest minute. A window measures it only roughly: it holds at least what the whole interval has on
 * average, and at most all there is. A single record has none.
 */
export function peakOf(detections: readonly Detection[]): Finding['peak'] {
  let best: Finding['peak'];
  for (const { peak, count, from, to } of detections) {
    if (peak.perMinute === undefined || count < 2) continue;
    const average = (count * MINUTE_MS) / Math.max(to - from, MINUTE_MS);
    const perMinute = round(Math.min(count, Math.max(peak.perMinute, average)));
    if (perMinute > (best?.perMinute ?? 0)) best = { perMinute, at: peak.at };
  }
  return best;
}

/** What a percentile, else a distinct count, measured at its height; `undefined`: there is neither. */
export function measuredOf(
  detections: readonly Detection[],
  correlations: Correlations,
  signals: readonly SignalRule[],
): Finding['measured'] {
  for (const type of ['value_percentile', 'value_count'] as const) {
    const [highest] = detections
      .filter(
        ({ correlation, value }) =>
          isOf(correlations.get(correlation), type) && value !== undefined,
      )
      .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
    const rule = highest && correlations.get(highest.correlation);
    if (highest?.value === undefined || rule?.type !== type) continue;
    const name =
      type === 'value_percentile'
        ? `p${percentileOf(rule)} ${rule.field}`
        : `distinct ${rule.field}`;
    const unit = type === 'value_percentile' ? unitOf(rule, correlations, signals) : '';
    return { name, value: round(highest.value), unit };
  }
  return undefined;
}

const isOf = (rule: CorrelationRule | undefined, type: CorrelationRule['type']): boolean =>
  rule?.type === type;

const percentileOf = (rule: CorrelationRule): string =>
  rule.type === 'value_percentile' ? String(rule.percentile) : '';

export function unitOf(
  rule: CorrelationRule,
  correlations: Correlations,
  signals: readonly SignalRule[],
): 'ms' | 'B' | '' {
  const field = 'field' in rule ? rule.field : '';
  const names = signalsOf(rule.name, correlations);
  const type = signals.find(({ name }) => names.includes(name))?.fields[field];
  return type === 'duration' ? 'ms' : type === 'bytes' ? 'B' : '';
}
