import { mkdirSync, writeFileSync } from 'node:fs';
import { loadRulebook } from '../../src/rulebook/load.js';
import type { Bench, Part } from './bench.js';
import { type CacheOptions, ensureArchive, ensureCorpus } from './corpus/cache.js';
import { CORPORA, prepareCorpus } from './corpus/catalog.js';
import { literalsOf } from './corpus/samples.js';
import { describeMachine } from './machine.js';
import { type BenchOptions, type PartName, readOptions, USAGE } from './options.js';
import { density, formats } from './parts/files.js';
import { growth } from './parts/growth.js';
import { gz, pipe, two } from './parts/inputs.js';
import { rules } from './parts/rules.js';
import { start } from './parts/start.js';
import { toMarkdown } from './table.js';
import { findTools, missingNotes } from './tools.js';

const PARTS: Readonly<Record<PartName, Part>> = {
  density,
  formats,
  pipe,
  two,
  gz,
  start,
  rules,
  growth,
};
const say = (sentence: string): void => void process.stderr.write(`bench: ${sentence}\n`);

async function prepareBench(options: BenchOptions): Promise<Bench> {
  mkdirSync(options.cache, { recursive: true });
  const pack = await loadRulebook(['rules']);
  const { cache: dir, seed, hotplane, megabytes } = options;
  const tools = findTools({ dir, hotplane, literals: literalsOf(pack.signals) });
  const cached: CacheOptions = { dir, rules: pack, seed, maxBytes: megabytes * 1e6, say };
  return {
    options,
    tools,
    rules: pack,
    corpus: (name) => ensureCorpus(CORPORA[name], cached),
    archive: (corpus, kind) => ensureArchive(corpus, kind, say),
    prepare: (spec, maxBytes) => prepareCorpus(spec, pack, { seed, maxBytes }),
    say,
  };
}

/** The page grows table by table, so that a run that is interrupted leaves what it has. */
async function run(options: BenchOptions): Promise<void> {
  const bench = await prepareBench(options);
  const command = ['npm run bench --', ...process.argv.slice(2)].join(' ');
  const notes = missingNotes(bench.tools).map((note) => `* ${note}`);
  let page = `${[...describeMachine(bench.tools, command), ...notes].join('\n')}\n\n`;
  for (const name of options.only) {
    say(name);
    for await (const table of PARTS[name](bench)) {
      page += `${toMarkdown(table)}\n`;
      if (options.out !== undefined) writeFileSync(options.out, page);
    }
  }
  process.stdout.write(page);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(`${USAGE}\n`);
  else await run(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
}
