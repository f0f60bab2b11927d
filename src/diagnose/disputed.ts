import type { AffectedNode } from '../model/report.js';
import type { Affected, Text } from '../model/rule.js';
import { judgeVersion } from './affected.js';
import type { NodeFacts } from './facts.js';

type Versions = Extract<Affected, { kind: 'versions' }>;

/**
 * A node whose logs tell of different releases that run at one time: two machines of one name, and nothing tells
 * which of them shows the fault. `undefined` where there is no such dispute, or all of them are judged alike.
 */
export function judgeDisputed(
  node: NodeFacts | undefined,
  versioned: ReadonlyMap<string, Versions>,
): AffectedNode | undefined {
  if (node?.disputed === undefined) return undefined;
  const { product, versions } = node.disputed;
  const affected = versioned.get(product);
  if (affected === undefined) return undefined;
  const verdicts = versions.map((version) => judgeVersion(version, affected));
  if (new Set(verdicts.map(({ status }) => status)).size < 2) return undefined;
  const { fix } = verdicts.find(({ status }) => status === 'affected') ?? {};
  return {
    node: node.name,
    product,
    status: 'unknown',
    note: disputed(versions),
    ...(fix === undefined ? {} : { fix }),
  };
}

const disputed = (versions: readonly string[]): Text => ({
  en: `logs of this name tell of ${versions.join(' and ')} running at the same time; they may be of two machines`,
  zh: `该名称下的日志显示 ${versions.join(' 与 ')} 同时在运行，可能来自两台机器`,
});
