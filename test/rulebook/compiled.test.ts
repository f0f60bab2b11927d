import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compileRulebook, reviveRulebook } from '../../src/rulebook/compiled.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { openRulebook } from '../../src/rulebook/open.js';
import { builtinRules } from '../../src/version.js';
import { ALL, DIAGNOSIS, SIGNAL } from './good-rules.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-compiled-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A file with rules, and what the build would make of it. */
async function pack(name: string, text: string) {
  const file = join(home, `${name}.yaml`);
  const compiled = join(home, `${name}.json`);
  writeFileSync(file, text);
  writeFileSync(compiled, compileRulebook(await loadRulebook([file]), file));
  return { file, compiled };
}

it.each([
  ['the built-in rules', builtinRules()],
  ['rules of every kind', join(home, 'all.yaml')],
])('gives %s back as they were loaded', async (_name, dir) => {
  writeFileSync(join(home, 'all.yaml'), ALL.join('\n---\n'));
  const loaded = await loadRulebook([dir]);
  expect(reviveRulebook(compileRulebook(loaded, dir), dir)).toStrictEqual(loaded);
});

it('writes the same wherever the rules lie', async () => {
  const here = compileRulebook(await loadRulebook(['rules']), 'rules');
  expect(here).toBe(compileRulebook(await loadRulebook([builtinRules()]), builtinRules()));
  expect(here).not.toContain(process.cwd());
});

it('stands in dist/rules.json as the rules are now: if not, npm run build', async () => {
  const now = compileRulebook(await loadRulebook(['rules']), 'rules');
  expect(readFileSync('dist/rules.json', 'utf8') === now).toBe(true);
});

it('refuses what JSON would change', async () => {
  const { file } = await pack('endless', ALL.join('\n---\n'));
  const loaded = await loadRulebook([file]);
  const [first] = loaded.diagnoses;
  if (!first) throw new Error('no diagnosis');
  const fix = { ...first.fix, configuration: { limit: Number.POSITIVE_INFINITY } };
  const changed = { ...loaded, diagnoses: [{ ...first, fix }] };
  expect(() => compileRulebook(changed, file)).toThrow(/JSON cannot hold/);
});

it('takes the compiled form where there is one, the YAML where there is none', async () => {
  const { file, compiled } = await pack('own', SIGNAL);
  writeFileSync(file, 'kind: broken');
  expect((await openRulebook([file], compiled)).signals.map(({ name }) => name)).toEqual([
    'slow_read',
  ]);
  await expect(openRulebook([file], join(home, 'none.json'))).rejects.toThrow(/unknown kind/);
});

it('checks names and references of further folders against the built-in rules', async () => {
  const { file, compiled } = await pack('base', SIGNAL);
  const twice = join(home, 'twice.yaml');
  writeFileSync(twice, SIGNAL);
  await expect(openRulebook([file, twice], compiled)).rejects.toThrow(
    `${twice}:2: duplicate name 'slow_read' in signal slow_read (first at ${file}:1)`,
  );
  const lost = join(home, 'lost.yaml');
  writeFileSync(lost, DIAGNOSIS);
  await expect(openRulebook([file, lost], compiled)).rejects.toThrow(/unknown correlation/);
});
