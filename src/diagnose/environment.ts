import type { Environment } from '../model/fact.js';
import type { FieldValue } from '../model/record.js';
import type { ClusterFacts, NodeFacts } from './facts.js';
import type { Known } from './known.js';
import { withLogTargets } from './log-targets.js';

/** Adds what files beside the logs tell: addresses, and the version where no start line tells it. */
export function withEnvironment(facts: ClusterFacts, environment: Environment): ClusterFacts {
  const nodes = new Map(facts.nodes);
  for (const { name, addresses, product, version, role, cluster } of environment.nodes) {
    const held: NodeFacts = nodes.get(name) ?? {
      name,
      addresses: new Set(),
      starts: [],
      products: new Set(),
    };
    const told = product !== undefined && version !== undefined ? [{ product, version }] : [];
    const missing = told
      .filter(() => !held.starts.some((start) => start.product === product))
      .map((one) => ({ at: Number.NEGATIVE_INFINITY, ...one, ...(role ? { role } : {}) }));
    const known = held.role ?? role;
    nodes.set(name, {
      ...held,
      addresses: new Set([...held.addresses, ...addresses]),
      starts: [...missing, ...held.starts],
      ...(known ? { role: known } : {}),
      ...(cluster === undefined ? {} : { cluster }),
    });
  }
  return { ...facts, nodes, environment: withLogTargets(environment, nodes) };
}

interface Setting {
  readonly key: string;
  readonly file?: string;
  readonly equals?: FieldValue;
  readonly exists?: boolean;
}

/** A setting nobody made is off, where the configuration (of the node, if one is asked for) is there to see. */
export function settingHolds(facts: ClusterFacts, setting: Setting, node?: string): Known {
  const { environment } = facts;
  if (!environment?.has(setting.file, node)) return undefined;
  const values = environment
    .settings(setting.key, setting.file)
    .filter((one) => node === undefined || one.node === node)
    .map(({ value }) => value);
  if (setting.equals !== undefined) return values.includes(setting.equals);
  return values.length > 0 === (setting.exists ?? true);
}
