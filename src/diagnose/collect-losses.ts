import type { Shape, TimedObservation } from '../model/observation.js';
import type { Loss } from './facts.js';

const MAX_LOSSES = 10_000;
const MAX_COUNTED = 10_000;
const SECOND_MS = 1000;
/**
 * etcd's logger writes the first 100 equal records of a second and then every 100th.
 * Source: https://github.com/etcd-io/etcd client/pkg/logutil/zap.go, `DefaultZapLoggerConfig`.
 */
const SAMPLED_FROM = 100;
/** The signal of journald's own word for it. */
export const SUPPRESSED = 'journald_suppressed';

/** Losses of one kind and place that lie no further apart are one. */
const TOGETHER_MS = 10_000;

type Lost = Pick<Loss, 'kind' | 'unit' | 'component'>;
type OpenLoss = { -readonly [key in keyof Loss]: Loss[key] };

/** Fed with every observation in time order; bounded. */
export interface LossCollector {
  /** Takes in observations of one shape. */
  seerOf(shape: Shape): (observation: TimedObservation) => void;
  readonly losses: readonly Loss[];
}

interface Second {
  readonly second: number;
  count: number;
}

/** Records that were lost: told by the journal, or shown by etcd's logger at the limit where it begins to sample. */
export function createLossCollector(): LossCollector {
  const losses: OpenLoss[] = [];
  const latest = new Map<string, OpenLoss>();
  const counted = new Map<string, Second>();

  const lose = ({ subject, at }: TimedObservation, what: Lost): void => {
    const { node, source } = subject;
    const key = [what.kind, what.unit, what.component, node, source].join('\u0001');
    const last = latest.get(key);
    // Of too many one of its place grows: rather a count too many that reads "at least" than one too few.
    if (last && (at - (last.until ?? last.at) <= TOGETHER_MS || losses.length >= MAX_LOSSES)) {
      last.until = at;
      return;
    }
    if (losses.length >= MAX_LOSSES) return;
    const loss = { node, source, at, ...what };
    losses.push(loss);
    latest.set(key, loss);
  };
  const countEqual = (observation: TimedObservation, key: string): void => {
    const second = Math.floor(observation.at / SECOND_MS);
    const held = counted.get(key);
    if (held?.second === second) {
      held.count += 1;
      if (held.count === SAMPLED_FROM) lose(observation, { kind: 'sampling', component: 'etcd' });
      return;
    }
    if (!held && counted.size >= MAX_COUNTED) counted.clear();
    counted.set(key, { second, count: 1 });
  };

  return {
    losses,
    seerOf({ signal, subject, fields }) {
      if (signal === SUPPRESSED) {
        const unit = typeof fields.unit === 'string' ? { unit: fields.unit } : {};
        return (observation) => lose(observation, { kind: 'rate-limit', ...unit });
      }
      if (subject.component !== 'etcd') return () => undefined;
      const key = `${subject.source}\u0001${subject.node}\u0001${signal}`;
      return (observation) => countEqual(observation, key);
    },
  };
}
