import { describe, expect, it } from 'vitest';
import { chainsEnd, configuredRings } from '../../src/diagnose/configured.js';
import { diagnose } from '../../src/diagnose/diagnose.js';
import type { Environment } from '../../src/model/fact.js';
import { detection, facts, input, MINUTE, node } from './fixtures.js';

/** `asks`: the `server:` of each node; `undefined`: it has none. Only addresses of nodes lead anywhere. */
const configured = (asks: Readonly<Record<string, string | undefined>>): Environment => {
  const settings = Object.entries(asks).flatMap(([from, to]) => (to ? [{ from, to }] : []));
  return {
    nodes: [],
    settings: (key) =>
      key === 'server' ? settings.map(({ from, to }) => ({ node: from, value: to })) : [],
    has: (_file, name) => name === undefined || Object.hasOwn(asks, name),
    targets: settings.filter(({ to }) => to.startsWith('s')),
  };
};
const at = (...nodes: readonly string[]) => ({ nodes, from: 0, to: 0 });

describe('a chain of settings', () => {
  it.each<[string, Environment | undefined, readonly string[], boolean]>([
    ['ends at the first server', configured({ s1: undefined, s2: 's1', s3: 's2' }), ['s3'], true],
    ['ends where it begins', configured({ s1: undefined, s2: 's1' }), ['s1'], true],
    ['ends for all of several', configured({ s1: undefined, s2: 's1' }), ['s1', 's2'], true],
    ['goes round', configured({ s1: 's2', s2: 's1' }), ['s1'], false],
    [
      'ends for one, goes round for another',
      configured({ s1: undefined, s2: 's2' }),
      ['s1', 's2'],
      false,
    ],
    ['leads into a ring', configured({ s1: 's1', s2: 's1' }), ['s2'], false],
    ['leads to an address of nobody', configured({ s1: 'vip' }), ['s1'], false],
    ['leads to a node without files', configured({ s2: 's1' }), ['s2'], false],
    ['is of no known node', configured({ s1: undefined }), [''], false],
    ['is of a node without files', configured({ s1: undefined }), ['s4'], false],
    ['is not in the input', undefined, ['s1'], false],
  ])('%s', (_name, environment, nodes, ends) => {
    expect(chainsEnd(environment, at(...nodes))).toBe(ends);
  });

  it('does not end where two sources disagree on it', () => {
    const sides = [{ value: 's2' }, { value: 's1' }];
    const conflicts = [{ node: 's2', key: 'server', sides }] as never;
    const known = { ...configured({ s1: undefined, s2: 's1' }), conflicts };
    expect([chainsEnd(known, at('s2')), chainsEnd(known, at('s1'))]).toEqual([false, true]);
  });

  it('closes rings of the nodes that ask each other', () => {
    expect(configuredRings(configured({ s1: 's2', s2: 's1', s3: 's1', s4: 's4' }))).toEqual([
      ['s1', 's2'],
      ['s4'],
    ]);
    expect(configuredRings(undefined)).toEqual([]);
  });
});

describe('archives of single nodes, each a cluster of its own', () => {
  const nodes = new Map(['s1', 's2', 's3'].map((name) => node(name, { cluster: name })));
  const storms = ['s1', 's2', 's3'].map((name, no) =>
    detection({ nodes: [name], from: no * MINUTE, to: 9 * MINUTE }),
  );
  const findings = (asks: Readonly<Record<string, string | undefined>>) =>
    diagnose(
      input({ facts: facts({ nodes, environment: configured(asks) }), detections: storms }),
    ).findings.map((finding) => finding.nodes);

  it('are one incident where their settings lead into each other', () => {
    expect(findings({ s1: undefined, s2: 's1', s3: 's2' })).toEqual([['s1', 's2', 's3']]);
  });

  it('are incidents of their own where they do not', () => {
    expect(findings({ s1: undefined, s2: undefined, s3: 'vip' })).toEqual([['s1'], ['s2'], ['s3']]);
    expect(findings({ s1: undefined, s2: 's1', s3: 'vip' })).toEqual([['s1', 's2'], ['s3']]);
  });
});
