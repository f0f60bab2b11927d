import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  sieve: [],
  ingest: ['model', 'sieve'],
  parse: ['model'],
  bundle: ['model'],
  rulebook: ['model'],
  report: ['model'],
  tui: ['model', 'report'],
  observe: ['model', 'rulebook'],
  templates: ['model', 'parse', 'rulebook', 'observe'],
  detect: ['model', 'rulebook'],
  diagnose: ['model', 'rulebook'],
  parallel: ['model', 'ingest', 'bundle', 'observe'],
  triage: ['model', 'ingest', 'parse', 'bundle', 'rulebook', 'observe', 'detect', 'diagnose'],
};
const paths = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
);
const files = paths.filter((path) => /\/.*\.tsx?$/.test(path));

it.each(files)('src/%s imports only what its folder may', (file) => {
  const [folder = ''] = file.split('/');
  const text = readFileSync(`src/${file}`, 'utf8');
  const used = [...text.matchAll(/(?:from |import\()'(?:\.\.\/)+([a-z]+)\//g)].map(
    ([, name = '']) => name,
  );
  expect(used.filter((name) => name !== folder && !MAY_IMPORT[folder]?.includes(name))).toEqual([]);
});

it('loads commander and the process only in cli.ts', () => {
  const wrong = paths
    .filter((path) => /\.tsx?$/.test(path) && path !== 'cli.ts')
    .filter((path) =>
      /from 'commander'|process\.(exit|argv)/.test(readFileSync(`src/${path}`, 'utf8')),
    );
  expect(wrong).toEqual([]);
});
