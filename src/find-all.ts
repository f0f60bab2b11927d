import type { ConcludeInput } from './conclude.js';
import { createRateSeries, type RateBook } from './detect/baseline.js';
import { createDetectEngine, type DetectEngine } from './detect/engine.js';
import { createFactCollector, type FactCollector } from './diagnose/collect-facts.js';
import { withEnvironment } from './diagnose/environment.js';
import type { ClusterFacts } from './diagnose/facts.js';
import { lossesOfCoverage } from './diagnose/losses-of-coverage.js';
import { hideableFields } from './diagnose/unread.js';
import type { TimedObservation } from './model/observation.js';
import { createPerShape } from './model/per-shape.js';
import { createSignalCounts, type SignalCounts } from './signal-counts.js';

/** What the observations show. */
export interface Found extends ReturnType<DetectEngine['end']> {
  readonly facts: ClusterFacts;
  readonly rates: RateBook;
  readonly counts: SignalCounts;
}

/** Versions and addresses are facts of the whole input; only what happened is cut to the span. */
export function findAll(input: ConcludeInput): Found {
  const { rulebook, coverage, span, environment } = input;
  const asked = new Set(namesIn([rulebook.facts, rulebook.diagnoses]));
  const engine = createDetectEngine(rulebook.correlations, { inOrder: true, asked });
  const facts = createFactCollector(rulebook.facts);
  const rates = createRateSeries();
  const counts = createSignalCounts(hideableFields(rulebook));
  seeAll(input, { engine, facts, rates, counts });
  for (const { node = '', from, to } of coverage) {
    if (from === undefined || to === undefined) continue;
    rates.cover(node, Math.max(from, span.from));
    rates.cover(node, Math.min(to, span.to));
  }
  const seen = facts.facts();
  const losses = [...seen.losses, ...coverage.flatMap(lossesOfCoverage)];
  const known = withEnvironment({ ...seen, losses }, environment);
  return { ...engine.end(span.to), facts: known, rates, counts };
}

/** Every text in rules, the names of correlations among them. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
}

interface Seers {
  readonly engine: DetectEngine;
  readonly facts: FactCollector;
  readonly rates: RateBook;
  readonly counts: SignalCounts;
}

function seeAll(input: ConcludeInput, { engine, facts, rates, counts }: Seers): void {
  const { observer, span, watch } = input;
  const seerFor = createPerShape((shape) => {
    const { signal, subject } = shape;
    const isTimed = !observer.untimed.has(subject.source);
    const collect = facts.seerOf(shape);
    const count = counts.counterOf(shape);
    const detect = engine.seerOf(shape);
    const rate = rates.counterOf(signal, subject.node);
    return (observation: TimedObservation): void => {
      const { weight = 1, at } = observation;
      const isInside = !isTimed || (at >= span.from && at <= span.to);
      collect(observation, isInside);
      if (!isInside) return;
      count(weight);
      detect(observation);
      if (!isTimed) return;
      rate(at, weight);
      watch?.(observation);
    };
  });
  input.observations((observation) => seerFor(observation)(observation));
}
