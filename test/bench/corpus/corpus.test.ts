import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rulebook } from '../../../src/model/rule.js';
import { loadRulebook } from '../../../src/rulebook/load.js';
import { BACKGROUND } from './background.js';
import { CORPORA, type CorpusSpec, prepareCorpus } from './catalog.js';
import { type Counts, type EndlessOptions, writeEndless } from './endless.js';
import { literalsOf } from './samples.js';
import { tarOf } from './tar.js';

let rules: Rulebook;
beforeAll(async () => {
  rules = await loadRulebook(['rules']);
});

/** Blocks are shorter than those of the bench; one is longer than what is written. */
const prepareAnew = (spec: CorpusSpec, seed = 'a'): EndlessOptions =>
  prepareCorpus(spec, rules, { seed, maxBytes: 300_000, blockBytes: 400_000 });

const prepared = new Map<string, EndlessOptions>();
function prepare(spec: CorpusSpec): EndlessOptions {
  const known = prepared.get(spec.name) ?? prepareAnew(spec);
  prepared.set(spec.name, known);
  return known;
}

function written(endless: EndlessOptions): { readonly text: string; readonly counts: Counts } {
  const chunks: Buffer[] = [];
  const counts = writeEndless(endless, (bytes) => chunks.push(Buffer.from(bytes)));
  return { text: Buffer.concat(chunks).toString('latin1'), counts };
}
const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe.each(Object.values(CORPORA))('corpus $name', (spec) => {
  it('has the lines, bytes and matching lines that it says', () => {
    const { text, counts } = written(prepare(spec));
    const regex = new RegExp(literalsOf(rules.signals).map(escaped).join('|'));
    const lines = linesOf(text);
    expect(counts).toEqual({
      bytes: text.length,
      lines: lines.length,
      matching: lines.filter((line) => regex.test(line)).length,
    });
    expect(text.endsWith('\n')).toBe(true);
    expect(counts.bytes).toBeGreaterThanOrEqual(300_000);
  });

  it('comes from its seed', () => {
    const { text } = written(prepare(spec));
    expect(written(prepareAnew(spec)).text).toBe(text);
    if (spec.density !== 'storm') expect(written(prepareAnew(spec, 'b')).text).not.toBe(text);
  });
});

/** The text twice over: the times of the second turn follow those of the first. */
function twoTurns(spec: CorpusSpec): readonly string[] {
  const [block] = prepare(spec).blocks;
  if (block === undefined) throw new Error('no block');
  const endless = { ...prepare(spec), once: 0, blocks: [block] };
  return linesOf(written({ ...endless, maxBytes: block.bytes.length * 2 }).text);
}

const inOrder = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0));

it.each([CORPORA.mid, CORPORA.storm, CORPORA.cri])(
  'the times of $name go on, line by line and turn by turn',
  (spec) => {
    const stamps = twoTurns(spec).map((line) => Date.parse(line.slice(0, line.indexOf(' '))));
    expect(stamps.filter(Number.isNaN)).toEqual([]);
    expect(inOrder(stamps)).toBe(true);
    const half = stamps.length / 2;
    const [turn, both] = [stamps.slice(0, half), stamps].map(
      (times) => (times.at(-1) ?? 0) - (times[0] ?? 0),
    );
    expect(turn).toBeGreaterThan(10_000);
    expect(Math.abs((both ?? 0) / (turn ?? 0) - 2)).toBeLessThan(0.1);
  },
);

it('the times of one journal entry agree', () => {
  const entries = twoTurns(CORPORA.journal).map((line) => JSON.parse(line));
  const micros = entries.map((entry) => Number(entry.__REALTIME_TIMESTAMP));
  expect(inOrder(micros)).toBe(true);
  const hex = entries.map(({ __CURSOR }) =>
    Number.parseInt(/;t=(\w+);/.exec(__CURSOR)?.[1] ?? '', 16),
  );
  expect(hex).toEqual(micros);
  const boots = entries.map((entry, at) => (micros[at] ?? 0) - Number(entry.__MONOTONIC_TIMESTAMP));
  expect(new Set(boots).size).toBe(1);
});

it('a klog line and its envelope tell the same second', () => {
  const times = twoTurns(CORPORA.mid).flatMap((line) => {
    const match = /T(\d\d:\d\d:\d\d)\+0000 .*?: [IWEF]\d{4} (\d\d:\d\d:\d\d)/.exec(line);
    return match ? [[match[1], match[2]]] : [];
  });
  expect(times.length).toBeGreaterThan(1000);
  expect(times.filter(([outer, inner]) => outer !== inner)).toEqual([]);
});

it.each([
  ['mid', 0.05],
  ['high', 0.6],
  ['journal', 0.05],
  ['zap', 0.05],
  ['cri', 0.05],
] as const)('%s has about the share of matching lines that it is named for', (name, wanted) => {
  const { blocks } = prepareCorpus(CORPORA[name], rules, { seed: 'a', maxBytes: 300_000 });
  const matching = blocks.flatMap((block) => block.matching);
  const share = matching.filter(Boolean).length / matching.length;
  expect(Math.abs(share / wanted - 1)).toBeLessThan(0.15);
});

it('the background is varied and comes near the signals', () => {
  expect(BACKGROUND.length).toBeGreaterThanOrEqual(40);
  const { text } = written(prepare(CORPORA.low));
  for (const near of ['took', 'leader', 'lease', 'failed to']) expect(text).toContain(near);
});

it('a tar archive opens with tar', async () => {
  const content = Buffer.from('one\ntwo\n');
  const chunks: Buffer[] = [];
  for await (const chunk of tarOf('a/b.log', content.length, Readable.from([content])))
    chunks.push(chunk);
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-tar-'));
  writeFileSync(join(folder, 'a.tar'), Buffer.concat(chunks));
  expect(execFileSync('tar', ['-xOf', 'a.tar'], { cwd: folder })).toEqual(content);
  rmSync(folder, { recursive: true });
});
