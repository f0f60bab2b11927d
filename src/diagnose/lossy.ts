import type { Detection } from '../model/detection.js';
import { setOf } from '../model/rotation.js';
import type { CorrelationRule } from '../model/rule.js';
import { SUPPRESSED } from './collect-losses.js';
import type { Loss } from './facts.js';

/** A logger tells of dropped records up to this long after the spell. */
const LOSS_LAG_MS = 60_000;
/** Units of a cluster, under whatever name they run; where a record names no unit, these may have been its own. */
const CLUSTER_UNIT = /k3s|rke2|k0s|kube|etcd|containerd|docker|crio|konnectivity|spegel|rancher/i;

/** The correlation and all that feed it. */
export function feedersOf(
  name: string,
  correlations: ReadonlyMap<string, CorrelationRule>,
): readonly CorrelationRule[] {
  const rule = correlations.get(name);
  if (!rule) return [];
  return [rule, ...rule.signals.flatMap((signal) => feedersOf(signal, correlations))];
}

/** Whether records of the detection were lost, so that its count is a lower bound. */
export function isLossy(
  detection: Detection,
  losses: readonly Loss[],
  correlations: ReadonlyMap<string, CorrelationRule>,
): boolean {
  const isAware = feedersOf(detection.correlation, correlations).some(({ lossAware }) =>
    lossAware.includes(SUPPRESSED),
  );
  return losses.some((loss) => {
    if (loss.kind === 'gap') return breaksOff(loss, detection);
    const { at, until = at } = loss;
    if (until < detection.from || at > detection.to + LOSS_LAG_MS) return false;
    if (!isSamePlace(loss, detection)) return false;
    if (loss.kind === 'cut') return true;
    if (loss.kind === 'rate-limit') return isAware && mayBeOf(loss.unit, detection);
    return detection.subjects.some(({ component }) => component === loss.component);
  });
}

/** It runs up to the gap, or on from its end, in the same log. */
function breaksOff({ source, at, until = at }: Loss, { from, to, subjects }: Detection): boolean {
  if (at > to + LOSS_LAG_MS || until < from - LOSS_LAG_MS) return false;
  const set = setOf(source);
  return subjects.some(({ source }) => setOf(source) === set);
}

/** The same node, or the same source where one of them names no node. */
function isSamePlace(loss: Loss, { nodes, subjects }: Detection): boolean {
  if (loss.node !== '' && nodes.some((node) => node !== '')) return nodes.includes(loss.node);
  return subjects.some(({ source }) => source === loss.source);
}

/** A unit that is not known may be any of a cluster. */
function mayBeOf(unit: string | undefined, { subjects }: Detection): boolean {
  if (unit === undefined) return true;
  return subjects.some((subject) =>
    subject.unit === undefined ? CLUSTER_UNIT.test(unit) : plain(subject.unit) === plain(unit),
  );
}

const plain = (unit: string): string => unit.replace(/\.service$/, '');
