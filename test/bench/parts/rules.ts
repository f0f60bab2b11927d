import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../generate/random.js';
import type { Part } from '../bench.js';
import { compare } from '../compare.js';
import { literalsOf } from '../corpus/samples.js';
import { hotplane, type Program, ripgreps } from '../programs.js';
import { runHead, runRows } from '../table.js';

const COUNTS = [10, 100, 1000] as const;
const VERBS =
  'attach bind cancel decode drain encode flush grant list mount open parse probe renew sync watch'.split(
    ' ',
  );
const NOUNS =
  'address backend bucket chunk device digest endpoint handle journal mount packet queue route session shard socket token volume'.split(
    ' ',
  );

/** So many literals that no line of the corpora holds, worded like those of real programs. */
export function inventLiterals(count: number): readonly string[] {
  const random = createRandom('invented literals');
  const literals = new Set<string>();
  while (literals.size < count) {
    const subject = `${random.pick(NOUNS)}-${random.word(4)}`;
    literals.add(`failed to ${random.pick(VERBS)} ${subject} of ${random.pick(NOUNS)}`);
  }
  return [...literals];
}

const toSignal = (literal: string, no: number): string =>
  [
    'kind: signal',
    `name: invented_${no}`,
    'component: supervisor',
    `where: { message|contains: '${literal}' }`,
    `samples: { match: ['time="2025-04-15T08:00:01Z" level=error msg="${literal}"'], no_match: [] }`,
  ].join('\n');

/** A folder for `--rules` with one signal a literal. */
export function writeRules(dir: string, literals: readonly string[]): string {
  mkdirSync(join(dir, 'supervisor'), { recursive: true });
  writeFileSync(
    join(dir, 'supervisor', 'signals.yaml'),
    `${literals.map(toSignal).join('\n---\n')}\n`,
  );
  return dir;
}

/** What a rule more costs. */
export const rules: Part = async function* ({ options, tools, corpus, rules: pack, say }) {
  const { path, ...truth } = corpus('mid');
  const own = literalsOf(pack.signals);
  const withMore = COUNTS.flatMap((count): readonly Program[] => {
    const literals = inventLiterals(count);
    const dir = writeRules(join(options.cache, `rules-${count}`), literals);
    const list = join(options.cache, `literals-${count}.txt`);
    writeFileSync(list, [...own, ...literals].map((literal) => `${literal}\n`).join(''));
    const name = `${count} signals more`;
    return [
      ...hotplane(tools, [path], { name: `hotplane, ${name}`, flags: ['--rules', dir] }),
      ...ripgreps({ ...tools, literals: list }, path).map((rg) => ({
        ...rg,
        name: `${rg.name}, ${name}`,
      })),
    ];
  });
  const programs = [...hotplane(tools, [path], { name: 'hotplane, built-in rules' }), ...withMore];
  const outcomes = await compare({ programs, repeats: options.repeats, truth, say });
  yield {
    title: 'cost of rules: journal short-iso, 5 %',
    notes: [
      `The built-in pack has ${pack.signals.length} signals with ${own.length} literals; the others hold one literal each that no line has.`,
    ],
    head: runHead(outcomes),
    rows: runRows(outcomes, truth.bytes),
  };
};
