import type { ClusterFacts, NodeFacts, Sighting } from '../../src/diagnose/facts.js';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import type { Detection } from '../../src/model/detection.js';
import type { TimedObservation } from '../../src/model/observation.js';
import type { CorrelationRule, DiagnosisRule, FactRule, Rulebook } from '../../src/model/rule.js';

export const MINUTE = 60_000;
const text = (words: string) => ({ en: words, zh: words });
const place = { file: 'rule.yaml', line: 1 };

/** `event_count` over the signal `line` unless told otherwise. */
export const correlation = (
  name: string,
  over: Partial<Extract<CorrelationRule, { type: 'event_count' }>> = {},
): CorrelationRule => ({
  kind: 'correlation',
  name,
  type: 'event_count',
  signals: ['line'],
  filter: {},
  groupBy: ['node.name'],
  windowMs: MINUTE,
  minDurationMs: 0,
  latenessMs: 0,
  window: 'sliding',
  lossAware: [],
  threshold: { raise: 10, clear: 5 },
  place,
  ...over,
});

export const fact = (name: string, when: FactRule['when']): FactRule => ({
  kind: 'fact',
  name,
  when,
  place,
});

export const diagnosis = (over: Partial<DiagnosisRule> = {}): DiagnosisRule => ({
  kind: 'diagnosis',
  id: 'fault',
  status: 'test',
  severity: 'high',
  products: ['k3s', 'rke2'],
  title: text('a fault'),
  required: ['storm'],
  supporting: [],
  mechanism: [],
  circumstantial: [],
  refuting: [],
  notAssessableWithout: [
    { component: 'supervisor', level: 'debug', because: text('no debug'), collect: ['collect it'] },
  ],
  affected: {},
  conclusions: [{ name: 'general', priority: 1, cause: text('because') }],
  explains: [],
  fix: { upgrade: true, configuration: {}, steps: [], workaround: [], conflicts: [] },
  references: [],
  place,
  ...over,
});

export const rulebook = (over: Partial<Rulebook> = {}): Rulebook => ({
  pack: 'test',
  signals: [],
  correlations: [correlation('storm'), correlation('calm')],
  facts: [],
  diagnoses: [diagnosis()],
  ...over,
});

export const observation = (over: Partial<TimedObservation> = {}): TimedObservation => ({
  signal: 'line',
  at: 0,
  subject: { node: 's1', source: 's1.log' },
  fields: {},
  line: 1,
  ...over,
});

/** A detection of `storm` on s1 in the first minute unless told otherwise. */
export const detection = (over: Partial<Detection> = {}): Detection => ({
  correlation: 'storm',
  group: {},
  from: 0,
  to: MINUTE,
  peak: { at: 0, value: 1, perMinute: 1 },
  count: 100,
  open: false,
  nodes: ['s1'],
  subjects: [observation().subject],
  lines: [observation().line],
  ...over,
});

export const node = (name: string, over: Partial<NodeFacts> = {}): [string, NodeFacts] => [
  name,
  { name, addresses: new Set(), starts: [], products: new Set(), ...over },
];

export const facts = (over: Partial<ClusterFacts> = {}): ClusterFacts => ({
  nodes: new Map(),
  edges: [],
  signals: new Map(),
  losses: [],
  ...over,
});

/** Signals with the nodes they were seen on. */
export const seenOn = (
  signals: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly Sighting[]> =>
  new Map(
    Object.entries(signals).map(([name, nodes]) => [
      name,
      nodes.map((one): Sighting => ({ node: one, from: 0, to: 0 })),
    ]),
  );

/** An hour of a server at debug level, in which nothing happened. */
export const input = (over: Partial<DiagnoseInput> = {}): DiagnoseInput => ({
  rulebook: rulebook(),
  facts: facts({ nodes: new Map([node('s1')]) }),
  detections: [],
  context: { find: () => [], baseline: () => undefined, untimed: new Set() },
  idents: new Set(['k3s']),
  components: new Set(['supervisor']),
  heard: () => true,
  seen: () => 0,
  recordCount: 1000,
  muted: new Set(),
  spanMs: 60 * MINUTE,
  inputFrom: 0,
  inputTo: 60 * MINUTE,
  ...over,
});
