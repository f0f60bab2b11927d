import type { RuleOf } from '../../src/detect/detector.js';
import type { TimedObservation } from '../../src/model/observation.js';
import type { CorrelationRule } from '../../src/model/rule.js';

/** What every test rule shares: one group, a sliding window of 5 s. */
export const base = {
  kind: 'correlation',
  name: 'rule',
  signals: ['o'],
  filter: {},
  groupBy: [],
  windowMs: 5_000,
  minDurationMs: 0,
  latenessMs: 0,
  window: 'sliding',
  lossAware: [],
  place: { file: 'rule.yaml', line: 1 },
} as const satisfies Omit<RuleOf<'temporal'>, 'type'>;

export const countRule = (
  raise: number,
  clear = raise,
  more: Partial<RuleOf<'event_count'>> = {},
): CorrelationRule => ({ ...base, type: 'event_count', threshold: { raise, clear }, ...more });

export interface Seen {
  readonly at: number;
  readonly signal?: string;
  readonly node?: string;
  readonly fields?: TimedObservation['fields'];
  readonly weight?: number;
  readonly line?: number;
}

export const observe = (seen: Seen): TimedObservation => ({
  signal: seen.signal ?? 'o',
  at: seen.at,
  subject: { node: seen.node ?? 'n1', source: 'x.log' },
  fields: seen.fields ?? {},
  line: seen.line ?? 1,
  ...(seen.weight !== undefined && { weight: seen.weight }),
});
