import type { TimedObservation } from '../model/observation.js';
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

type Lost = Pick<Loss, 'kind' | 'unit' | 'component'>;

/** Fed with every observation in time order; bounded. */
export interface LossCollector {
  see(observation: TimedObservation): void;
  readonly losses: readonly Loss[];
}

interface Second {
  readonly second: number;
  count: number;
}

/** Records that were lost: told by the journal, or shown by etcd's logger at the limit where it begins to sample. */
export function createLossCollector(): LossCollector {
  const losses: Loss[] = [];
  const counted = new Map<string, Second>();

  const lose = ({ subject, at }: TimedObservation, what: Lost): void => {
    if (losses.length >= MAX_LOSSES) return;
    losses.push({ node: subject.node, source: subject.source, at, ...what });
  };
  const countEqual = (observation: TimedObservation): void => {
    const { signal, subject, at } = observation;
    const second = Math.floor(at / SECOND_MS);
    const key = `${subject.source}\u0001${subject.node}\u0001${signal}`;
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
    see(observation) {
      const { signal, subject, fields } = observation;
      if (signal !== SUPPRESSED) {
        if (subject.component === 'etcd') countEqual(observation);
        return;
      }
      const unit = typeof fields.unit === 'string' ? { unit: fields.unit } : {};
      lose(observation, { kind: 'rate-limit', ...unit });
    },
  };
}
