import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { renderJson } from '../src/report/json.js';
import { createFolders } from './support/clusters.js';
import { type LoopLog, writeLoops } from './support/loop-logs.js';
import { loopOf } from './support/loops.js';

const newFolder = createFolders();
const LOOK = { width: 80, color: false, lang: 'en' } as const;
const schema = JSON.parse(readFileSync('rules/report.schema.json', 'utf8'));

/** Who asks whom, as the report shows it, for logs in one folder. */
async function answerOn(logs: Readonly<Record<string, LoopLog>>) {
  const report = await analyze({ paths: [writeLoops(newFolder(), logs)] });
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(JSON.parse(renderJson(report, LOOK))) ? [] : validate.errors).toEqual([]);
  const { conclusion, confidence, cycles, count } = loopOf(report) ?? {};
  const nodes = report.cluster.nodes.map(({ name }) => name);
  return { conclusion, confidence, cycles, nodes, count };
}

/** Three servers, each asked by the next. */
const ring = (pathOf: (no: string) => string, host?: string) =>
  Object.fromEntries(
    [11, 12, 13].map((own, at) => [
      pathOf('abc'[at] ?? ''),
      { own, asked: [12, 13, 11][at] ?? 0, ...(host === undefined ? {} : { host }) },
    ]),
  );
const ringOf = (...nodes: readonly string[]) => ({
  conclusion: 'ring',
  confidence: 'confirmed',
  cycles: [[nodes[0], nodes[2], nodes[1]]],
  nodes,
  count: 1800,
});

describe('a ring without host names in its logs', () => {
  it.each([
    ['trees of hosts', (no: string) => join(`cp-${no}`, 'var', 'log', 'k3s.log'), 'cp-'],
    ['folders any host has', (no: string) => join(`host-${no}`, 'data', 'k3s.log'), 'host-'],
    ['folders of one name', (no: string) => join(`host-${no}`, 'service', 'k3s.log'), 'host-'],
    ['folders of their own', (no: string) => join('logs', `cp-${no}`, 'k3s.log'), 'cp-'],
  ])('takes its nodes from %s', async (_kind, pathOf, prefix) => {
    const names = ['a', 'b', 'c'].map((no) => `${prefix}${no}`);
    expect(await answerOn(ring(pathOf))).toEqual(ringOf(...names));
  });

  it.each(['localhost', 'localhost.localdomain', 'redacted'])(
    'is not one node because each host is called %s',
    async (host) => {
      const found = await answerOn(ring((no) => `cp-${no}.log`, host));
      expect(found).toEqual(ringOf('cp-a', 'cp-b', 'cp-c'));
    },
  );

  it('takes its nodes from their addresses where paths tell days only', async () => {
    const found = await answerOn(
      ring((no) => join(`2026-03-1${no.charCodeAt(0) - 96}`, 'k3s.log')),
    );
    expect(found).toEqual(ringOf('10.9.0.11', '10.9.0.12', '10.9.0.13'));
  });

  it('is no loop of one node where one file holds all, each host under one word', async () => {
    const logs = Object.values(ring((no) => no, 'redacted'));
    const found = await answerOn({ 'all.log': logs[0] as LoopLog, more: logs[1] as LoopLog });
    expect(found.conclusion).not.toBe('self_reference');
  });
});

describe('one node that asks itself', () => {
  const self = { own: 11, asked: 11 };
  const one = (name: string) => ({
    conclusion: 'self_reference',
    confidence: 'confirmed',
    cycles: [[name]],
    nodes: [name],
  });

  it.each([
    ['a full and a short name', 'n1.lab.example', 'n1'],
    ['other letters', 'N1', 'n1'],
    ['both', 'N1.lab.example', 'n1'],
  ])('is one under %s', async (_kind, a, b) => {
    const logs = { 'x.log': { ...self, host: a }, 'y.log': { ...self, host: b, startMinute: 10 } };
    expect(await answerOn(logs)).toMatchObject({ ...one('n1'), count: 1200 });
  });

  it('stays two where two full names have one short name', async () => {
    const hosts = ['n1.a.example', 'n1.b.example'];
    const logs = hosts.map((host, no) => [`${no}.log`, { ...self, host, startMinute: no * 10 }]);
    const { nodes } = await answerOn(Object.fromEntries(logs));
    expect(nodes).toEqual(hosts);
  });

  it('stays two where a full and a short name have other addresses at one time', async () => {
    const found = await answerOn({
      'x.log': { own: 11, asked: 11, host: 'n1' },
      'y.log': { own: 12, asked: 12, host: 'n1.lab.example' },
    });
    expect(found.nodes).toEqual(['n1', 'n1.lab.example']);
  });

  it('stays one under its host name in folders of days, and when its address changes', async () => {
    const found = await answerOn({
      'monday/k3s.log': { ...self, host: 'n1' },
      'tuesday/k3s.log': { own: 12, asked: 12, host: 'n1', startMinute: 60 },
    });
    expect(found).toMatchObject(one('n1'));
  });

  it('stays one in a folder of its name, collected twice', async () => {
    const found = await answerOn({
      'first/n1/k3s.log': self,
      'second/n1/k3s.log': { ...self, startMinute: 60 },
    });
    expect(found).toMatchObject(one('n1'));
  });

  it('has the name of its address where nothing else names it, in a rotated set too', async () => {
    expect(await answerOn({ 'k3s.log': self })).toMatchObject(one('10.9.0.11'));
    const rotated = {
      'k3s-2026-03-11T04-30-00.000.log': self,
      'k3s.log': { ...self, startMinute: 60 },
    };
    expect(await answerOn(rotated)).toMatchObject(one('10.9.0.11'));
  });

  it('is no confirmed loop where nothing names it and its log tells two addresses', async () => {
    const found = await answerOn({
      'k3s.log.1': { own: 12, asked: 12 },
      'k3s.log': { ...self, startMinute: 60 },
    });
    expect(found).toMatchObject({ cycles: [], nodes: [] });
    expect(found.confidence).not.toBe('confirmed');
  });

  it.each([
    ['in folders of clusters', 'a/n1.log', 'b/n1.log'],
    ['in files of other endings', 'a/n1.log.1', 'b/n1.txt'],
  ])('is one of two machines of its name, told apart by address, %s', async (_kind, a, b) => {
    const found = await answerOn({
      [a]: { ...self, host: 'n1' },
      [b]: { own: 77, asked: 13, host: 'n1' },
    });
    expect(found).toMatchObject({ confidence: 'confirmed', cycles: [['n1@10.9.0.11']] });
    expect(found.nodes).toEqual(['n1@10.9.0.11', 'n1@10.9.0.77']);
  });
});

describe('two clusters with the same addresses', () => {
  const pair = (folder: string) => ({
    [join(folder, `${folder}-s1.log`)]: { own: 11, asked: 12, host: `${folder}-s1` },
    [join(folder, `${folder}-s2.log`)]: { own: 12, asked: 11, host: `${folder}-s2` },
  });

  it('are kept apart by their folders', async () => {
    const found = await answerOn({ ...pair('a'), ...pair('b') });
    expect(found.cycles).toEqual([
      ['a-s1', 'a-s2'],
      ['b-s1', 'b-s2'],
    ]);
  });

  it('are not told apart in one folder: no loop is made up', async () => {
    const both = Object.entries({ ...pair('a'), ...pair('b') });
    const flat = both.map(([path, log]) => [path.replaceAll(/[\\/]/g, '-'), log] as const);
    expect((await answerOn(Object.fromEntries(flat))).cycles).toEqual([]);
  });
});
