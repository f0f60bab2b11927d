import type { Detection, DetectTally } from '../model/detection.js';
import type { Best } from '../model/explanation.js';
import type { Shape, TimedObservation } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import { type EpochMs, toMicros } from '../model/time.js';
import { inputsOf } from './create-detector.js';
import { asObservation, type Detected } from './detected.js';
import { byStart } from './outbox.js';
import { createRunning, type Running } from './running.js';

export interface DetectOptions {
  /** Groups each correlation keeps at once. Default 50,000; the least recently active is evicted. */
  readonly maxGroups?: number;
  /**
   * The input is sorted by time: nothing needs to wait for stragglers, so each observation is looked at as it
   * comes. One that lies before the one before it is late whatever the rule's lateness. Default false.
   */
  readonly inOrder?: boolean;
  /** Correlations whose detections are asked for in the end; others only feed. Default: all. */
  readonly asked?: ReadonlySet<string>;
  /** For tests: sees every detection as it ends, with what is not kept of it. */
  readonly onDetection?: (detected: Detected) => void;
}

export interface DetectEngine {
  /** Takes in observations of one shape. */
  seerOf(shape: Shape): (observation: TimedObservation) => void;
  /** No more input: `now` is the last instant it covers. */
  end(now: EpochMs): {
    /** By `from`, then correlation, then group. */
    readonly detections: readonly Detection[];
    /**
     * What held (a threshold was raised, a condition fulfilled) but for less than the rule's `min_duration`:
     * no detections, and seen by no other correlation. The longest 1,000 of each correlation, in the same order.
     */
    readonly brief: readonly Detection[];
    /** Per correlation: where it came nearest to holding, whether it did or not. None: no record came. */
    readonly best: ReadonlyMap<string, Best>;
    /** Per correlation. */
    readonly tally: Readonly<Record<string, DetectTally>>;
  };
}

/** How much log time passes between two looks at what waits for its time. */
const SETTLE_US = 10_000_000;

/**
 * Runs all correlations in one pass.
 *
 * Observations may come out of order by a rule's lateness behind the newest one; they are put into the order
 * (time, arrival), later ones are counted and dropped. A correlation fed by others runs behind them by as
 * much as their detections may come late, so that it, too, sees everything in order; a detection comes after the
 * signals of the same instant.
 *
 * State is bounded: groups idle for a window are forgotten, at most `maxGroups` are kept a correlation,
 * 200,000 observations wait for their order, and of more than 10,000 detections of one correlation the longest are kept.
 */
export function createDetectEngine(
  rules: readonly CorrelationRule[],
  { maxGroups = 50_000, inOrder = false, asked, onDetection }: DetectOptions = {},
): DetectEngine {
  const order = inRunningOrder(rules);
  const running = new Map<string, Running>();
  const routes = new Map<string, Running[]>();
  for (const rule of order) {
    const inputs = new Set(inputsOf(rule));
    const feeders = [...running.values()].filter(({ name }) => inputs.has(name));
    const feeds = order.some((other) => inputsOf(other).includes(rule.name));
    const one = createRunning(rule, {
      maxGroups,
      inOrder,
      feeders,
      isAsked: asked === undefined || asked.has(rule.name),
      onDetection: feeds || onDetection ? pass : undefined,
    });
    running.set(rule.name, one);
    for (const name of inputs) addTo(routes, name, one);
  }
  const waiting = order.flatMap(({ name }) => running.get(name) ?? []);
  let clockUs = Number.NEGATIVE_INFINITY;
  let settledUs = Number.NEGATIVE_INFINITY;

  function pass(detected: Detected): void {
    onDetection?.(detected);
    const observation = asObservation(detected);
    if (!observation) return;
    for (const one of routes.get(detected.correlation) ?? []) one.feed(observation);
  }
  function settle(): void {
    settledUs = clockUs;
    for (const one of waiting) one.settle(clockUs);
  }
  return {
    seerOf(shape) {
      const routed = routes.get(shape.signal) ?? [];
      const entrances = routed.flatMap((one) => one.entranceOf(shape) ?? []);
      return (observation) => {
        const us = toMicros(observation.at);
        if (!Number.isFinite(us)) return;
        if (us > clockUs) clockUs = us;
        if (clockUs - settledUs >= SETTLE_US) settle();
        const isBehind = us < clockUs;
        for (const one of entrances) {
          if (isBehind) one.enterBehind(observation, us, clockUs);
          else one.enter(observation, us);
        }
      };
    },
    end(now) {
      clockUs = Math.max(clockUs, toMicros(now));
      settle();
      const detections = waiting.flatMap((one) => one.end(clockUs));
      const tally = Object.fromEntries([...running].map(([name, one]) => [name, one.tally]));
      const brief = waiting.flatMap((one) => one.brief());
      const best = new Map(
        waiting.flatMap((one) => {
          const own = one.best();
          return own ? [[one.name, own] as const] : [];
        }),
      );
      return { detections: detections.sort(byStart), brief: brief.sort(byStart), best, tally };
    },
  };
}

function addTo(routes: Map<string, Running[]>, name: string, one: Running): void {
  const list = routes.get(name);
  if (list) list.push(one);
  else routes.set(name, [one]);
}

/** Feeders first; a rulebook has no circles, and should there be one, it is cut. */
function inRunningOrder(rules: readonly CorrelationRule[]): readonly CorrelationRule[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const ordered = new Set<CorrelationRule>();
  const visiting = new Set<CorrelationRule>();
  function visit(rule: CorrelationRule): void {
    if (visiting.has(rule)) return;
    visiting.add(rule);
    for (const name of inputsOf(rule)) {
      const feeder = byName.get(name);
      if (feeder) visit(feeder);
    }
    ordered.add(rule);
  }
  for (const rule of rules) visit(rule);
  return [...ordered];
}
