import { loadRulebook } from '../../src/rulebook/load.js';
import { writeWhole } from './corpus/cache.js';
import { CORPORA, prepareCorpus } from './corpus/catalog.js';
import { writeEndless } from './corpus/endless.js';

/**
 * Writes a corpus of so many megabytes to standard output, without touching the disk:
 * `node node_modules/.cache/bench/build/test/bench/feed.js mid 10000 SEED | hotplane`.
 */
const [, , name = 'mid', megabytes = '10', seed = '1'] = process.argv;
const spec = Object.values(CORPORA).find((candidate) => candidate.name === name);
if (spec === undefined) {
  process.stderr.write(`unknown corpus ${name}; one of ${Object.keys(CORPORA).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const rules = await loadRulebook(['rules']);
  const options = prepareCorpus(spec, rules, { seed, maxBytes: Number(megabytes) * 1e6 });
  try {
    writeEndless(options, (bytes) => writeWhole(1, bytes));
  } catch (error) {
    // a reader that closed its end has seen enough
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
