import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../bench.js';
import { compare } from '../compare.js';
import { hotplane, type Program } from '../programs.js';
import { median } from '../stats.js';
import { runHead, runRows } from '../table.js';

const REPEATS = 15;
const BYTES = 1000;

/** The whole lines in the first kilobyte of a file. */
function head(path: string): Buffer {
  const bytes = Buffer.alloc(BYTES);
  const file = openSync(path, 'r');
  readSync(file, bytes);
  closeSync(file);
  return bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
}

/** How long a small pipe waits for its answer, against a runtime that does nothing. */
export const start: Part = async function* ({ options, tools, corpus, say }) {
  const path = join(options.cache, 'small.log');
  const bytes = head(corpus('mid').path);
  writeFileSync(path, bytes);
  const feed = ['cat', path];
  const idle: Program = {
    name: 'node -e 0',
    argv: [process.execPath, '-e', '0'],
    feed,
    keepOutput: true,
  };
  const own = hotplane(tools, ['-'], {
    name: 'hotplane, text report',
    feed,
    flags: ['-o', 'text'],
  });
  const programs = [idle, ...own.map(({ read: _, ...program }) => program)];
  const outcomes = await compare({ programs, repeats: REPEATS, say });
  const [least = Number.NaN, whole = Number.NaN] = outcomes.map(({ runs }) =>
    median(runs.map(({ wallS }) => wallS)),
  );
  const more =
    own.length === 0 ? [] : [`Over \`node -e 0\`: ${Math.round((whole - least) * 1000)} ms.`];
  yield {
    title: `start: a pipe of ${bytes.length} bytes to the text report`,
    notes: [`Median of ${REPEATS}.`, ...more],
    head: runHead(outcomes),
    rows: runRows(outcomes, bytes.length),
  };
};
