import type { Line } from '../../src/model/line.js';
import type { Observation, Subject } from '../../src/model/observation.js';
import type { LogRecord } from '../../src/model/record.js';
import type { CorrelationRule, FieldTest, SignalRule } from '../../src/model/rule.js';

const place = { file: 'test.yaml', line: 1 };

export const lineOf = (no: number, text = `line ${no}`, source = 'a.log'): Line => ({
  source,
  no,
  text,
  cr: false,
});

export const recordOf = (fields: Partial<LogRecord> = {}): LogRecord => ({
  line: lineOf(1),
  message: 'hello',
  level: 'info',
  fields: {},
  format: 'plain',
  ...fields,
});

export const observationOf = (fields: Partial<Observation> = {}): Observation => ({
  signal: 'slow',
  subject: { node: 'n1', source: 'a.log' },
  fields: {},
  line: 1,
  ...fields,
});

export const stay = (subject: Subject): Subject => subject;

export const test = (
  field: string,
  modifier: FieldTest['modifier'],
  ...values: FieldTest['values']
): FieldTest => ({ field, modifier, all: false, values, patterns: [] });

export const signalOf = (name: string, literals: readonly string[]): SignalRule => ({
  kind: 'signal',
  name,
  component: 'any',
  where: [test('message', 'contains', ...literals)],
  fields: {},
  literals,
  samples: { match: [], noMatch: [] },
  place,
});

const base = {
  kind: 'correlation',
  signals: ['slow'],
  filter: {},
  groupBy: ['node.name'],
  windowMs: 60_000,
  minDurationMs: 0,
  latenessMs: 0,
  window: 'sliding',
  lossAware: [],
  place,
} as const;

export const countRule = (name: string, rest: Partial<CorrelationRule> = {}): CorrelationRule => ({
  ...base,
  type: 'event_count',
  threshold: { raise: 3, clear: 3 },
  name,
  // The parts of a count rule: the type stays what it is.
  ...(rest as Partial<typeof base>),
});

export const percentileRule = (name: string): CorrelationRule => ({
  ...base,
  name,
  type: 'value_percentile',
  field: 'took',
  percentile: 90,
  condition: { gte: 500 },
  minCount: 5,
});
