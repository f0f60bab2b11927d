import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRulebook } from '../../src/rulebook/load.js';
import { ALL, DIAGNOSIS, OTHER_SIGNAL, readRules, SIGNAL, STORM } from './good-rules.js';

describe('readRulebook', () => {
  const book = readRules(...ALL);
  const correlation = (name: string) => book.correlations.find((rule) => rule.name === name);

  it('accepts every kind and type', () => {
    expect(book.signals.map(({ name }) => name)).toEqual(['slow_read', 'duplicate_server']);
    expect(new Set(book.correlations.map(({ type }) => type)).size).toBe(8);
    expect(book.facts).toHaveLength(1);
    expect(book.diagnoses).toHaveLength(1);
  });

  it('tells where a rule stands', () => {
    expect(book.signals[0]?.place).toEqual({ file: 'rules/x/rule.yaml', line: 1 });
    expect(book.signals[1]?.place).toEqual({ file: 'rules/x/rule.yaml', line: 10 });
  });

  it('turns durations into milliseconds', () => {
    expect(correlation('read_storm')).toMatchObject({
      windowMs: 60_000,
      minDurationMs: 0,
      latenessMs: 5000,
      window: 'sliding',
      threshold: { raise: 60, clear: 5 },
    });
    expect(correlation('then_exit')).toMatchObject({
      elapsedMs: [
        [50_000, 75_000],
        [170_000, 200_000],
      ],
      unlessBetween: ['read_storm'],
    });
  });

  it('reads conditions and filters in the unit of the field', () => {
    expect(correlation('slow_percentile')).toMatchObject({
      percentile: 95,
      condition: { gte: 1000 },
      minCount: 1,
    });
    expect(book.signals[0]?.where[1]).toMatchObject({ modifier: 'gte', values: [100] });
    expect(correlation('many_servers_raised')?.filter.duplicate_server).toEqual([
      { field: 'peer', modifier: 'neq', all: true, values: ['127.0.0.1', '::1'], patterns: [] },
    ]);
  });

  it('clears at the raising value where no other is given', () => {
    expect(correlation('many_servers_raised')).toMatchObject({ threshold: { raise: 3, clear: 3 } });
  });

  it.each([
    ['serverCount', { field: 'serverCount' }],
    ['3', { value: 3 }],
    ["'3'", { value: 3 }],
    ['{ value: 4 }', { value: 4 }],
  ])('reads the right side %s of a comparison', (right, expected) => {
    const rule = `kind: correlation
name: compared
type: field_compare
signals: [duplicate_server]
window: 5m
condition: { left: clientsCount, op: lt, right: ${right}, quantifier: any }
why: x`;
    expect(readRules(OTHER_SIGNAL, rule).correlations[0]).toMatchObject({ right: expected });
  });

  it('derives the literal of a signal', () => {
    expect(book.signals.map(({ literals }) => literals)).toEqual([
      ['apply request took too long'],
      ['duplicate server '],
    ]);
  });

  it('takes a written literal without the characters that producers escape', () => {
    const signal = SIGNAL.replace('fields:', `literal: '"msg":"apply request'\nfields:`);
    expect(readRules(signal).signals[0]?.literals).toEqual(['apply request']);
  });

  it('puts tests of a group after the pattern that yields it', () => {
    const signal = `kind: signal
name: s
component: any
where: { n|gte: 5, message|re: 'retry (?<n>\\d+) failed' }
fields: { n: int }
samples: { match: [retry 7 failed] }`;
    expect(readRules(signal).signals[0]?.where.map(({ field }) => field)).toEqual(['message', 'n']);
  });

  it('reads facts as nested questions', () => {
    expect(book.facts[0]?.when).toEqual({
      any: [
        { signal: 'slow_read' },
        { correlation: 'read_storm' },
        {
          all: [
            { config: { key: 'embedded-registry', equals: true } },
            { not: { unitArgument: '--disable' } },
            { config: { file: 'registries.yaml', key: 'mirrors', exists: true } },
          ],
        },
        { version: { product: 'k3s', range: '>=v1.31.6+k3s1' } },
        { file: '/etc/rancher/k3s/registries.yaml' },
        { operator: 'graph_cycle', args: { signal: 'duplicate_server', field: 'peer', length: 1 } },
        { peerWithout: { correlation: 'read_storm', components: ['etcd'], forMs: 300_000 } },
      ],
    });
  });

  it('reads a fix that a conclusion has of its own, without an upgrade', () => {
    const steps = [{ en: 'Look.', zh: '看。' }];
    const own = { upgrade: false, configuration: {}, steps, workaround: [], conflicts: [] };
    expect(book.diagnoses[0]?.conclusions.map(({ fix }) => fix)).toEqual([undefined, own]);
  });

  it('keeps an unquoted branch 1.30 apart from 1.3', () => {
    expect(book.diagnoses[0]?.affected.k3s).toEqual({
      kind: 'versions',
      order: 'k3s',
      prefer: 'v1.30.14+k3s1',
      branches: {
        '1.30': { introduced: 'v1.30.10+k3s1', fixed: 'v1.30.12+k3s1' },
        '*': { fixed: 'never', moveTo: 'v1.30.12+k3s1' },
      },
    });
  });

  it('fills what a diagnosis leaves out', () => {
    expect(book.diagnoses[0]).toMatchObject({
      refuting: [],
      circumstantial: [],
      explains: [],
      fix: { upgrade: true, workaround: [], conflicts: [] },
      affected: { k0s: { kind: 'configuration' } },
    });
    expect(book.diagnoses[0]).not.toHaveProperty('verify');
  });

  it('puts a correlation behind those that feed it', () => {
    const fed = (name: string, by: string) =>
      STORM.replace('read_storm', name).replace('slow_read', by);
    const { correlations } = readRules(fed('a', 'b'), fed('b', 'c'), fed('c', 'slow_read'), SIGNAL);
    expect(correlations.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });

  it('lets a correlation group by the fields of the signals behind its signal', () => {
    const feeder = STORM.replace('slow_read', 'duplicate_server');
    const rule = STORM.replace('name: read_storm', 'name: fleet\ngroup_by: [peer]').replace(
      'slow_read',
      'read_storm',
    );
    expect(readRules(OTHER_SIGNAL, feeder, rule).correlations[1]?.groupBy).toEqual(['peer']);
  });

  it('passes over empty documents', () => {
    const text = `---\n# nothing\n---\n${SIGNAL}\n  \n---\n`;
    expect(readRules(text).signals).toHaveLength(1);
  });
});

describe('loadRulebook', () => {
  let root = '';
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const load = (...dirs: readonly string[]) => loadRulebook(dirs.map((dir) => join(root, dir)));

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'rulebook-'));
    await write('own/etcd/signals.yaml', SIGNAL);
    await write('own/etcd/slow/rule.yml', STORM);
    await write('own/etcd/slow/cases.yaml', '- not: a rule');
    await write('own/etcd/slow/hit.log', 'apply request took too long');
    await write('own/.copy/signals.yaml', SIGNAL);
    await write('more/signals.yaml', OTHER_SIGNAL);
    await write('user/rule.yaml', `# one\n${SIGNAL}`);
    await write('empty/README.md', 'nothing here');
    await symlink(join(root, 'own'), join(root, 'linked'));
  });
  afterAll(() => rm(root, { recursive: true }));

  it('walks folders and passes over cases, other files and hidden folders', async () => {
    const { signals, correlations } = await load('own');
    expect(signals.map(({ place }) => place.file)).toEqual([`${root}/own/etcd/signals.yaml`]);
    expect(correlations).toHaveLength(1);
  });

  it('joins the rules of several folders', async () => {
    expect((await load('own', 'more')).signals).toHaveLength(2);
  });

  it('reads a folder once, by whatever name it is given', async () => {
    expect((await load('own', 'own', 'linked')).signals).toHaveLength(1);
  });

  it('reads a single file', async () => {
    expect((await load('own', 'more/signals.yaml')).signals).toHaveLength(2);
  });

  it('names the pack by content', async () => {
    const [first, second] = [await load('own', 'more'), await load('linked', 'more')];
    expect(first.pack).toMatch(/^builtin@[0-9a-f]{8}\+more@[0-9a-f]{8}$/);
    expect(second.pack).toBe(first.pack);
    expect((await load('own')).pack).not.toBe((await load('more')).pack);
  });

  it.each([
    ['empty', 'empty: no rule files (rules are *.yaml files below the folder)'],
    ['missing', 'missing: no such folder of rules'],
  ])('refuses the folder %s', async (dir, message) => {
    await expect(load('own', dir)).rejects.toMatchObject({
      code: 'rule-invalid',
      message: `${root}/${message}`,
    });
  });

  it('names both places of a duplicate', async () => {
    await expect(load('own', 'user')).rejects.toThrow(
      `${root}/user/rule.yaml:3: duplicate name 'slow_read' in signal slow_read (first at ${root}/own/etcd/signals.yaml:1)`,
    );
  });

  it('tells the mistakes of all files at once', async () => {
    await write('bad/a.yaml', 'kind: signal');
    await write('bad/b.yaml', DIAGNOSIS.replace('high', 'hihg'));
    const error = await load('bad').catch((reason: unknown) => reason);
    const files = String(error).match(/[ab]\.yaml(?=:)/g);
    expect(new Set(files)).toEqual(new Set(['a.yaml', 'b.yaml']));
  });
});
