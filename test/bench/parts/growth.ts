import type { Part } from '../bench.js';
import { compare } from '../compare.js';
import { writeWhole } from '../corpus/cache.js';
import { CORPORA } from '../corpus/catalog.js';
import { type Counts, writeEndless } from '../corpus/endless.js';
import { hotplane, type Program } from '../programs.js';
import { runHead, runRows } from '../table.js';

const STEPS = [0.01, 0.1, 1, 10] as const;
/** The largest takes long: more runs only where the others get them too. */
const MAX_REPEATS = 3;

const rounded = (value: number): number => Number(value.toPrecision(3));
const shownSize = (bytes: number): string =>
  bytes >= 1e9 ? `${rounded(bytes / 1e9)} GB` : `${rounded(bytes / 1e6)} MB`;

const EMPTY: Counts = { bytes: 0, lines: 0, matching: 0 };

/** Time and memory a gigabyte as the input grows; from a pipe, times go on, nothing is on disk. */
export const growth: Part = async function* ({ options, tools, prepare, say }) {
  for (const name of ['mid', 'storm'] as const) {
    const programs = STEPS.flatMap((step): readonly Program[] => {
      const bytes = step * options.megabytes * 1e6;
      const endless = prepare(CORPORA[name], bytes);
      let counts = EMPTY;
      const feed = (file: number): void => {
        counts = writeEndless(endless, (chunk) => writeWhole(file, chunk));
      };
      return hotplane(tools, ['-'], { name: shownSize(bytes), feed, truth: () => counts });
    });
    const repeats = options.repeats > MAX_REPEATS ? MAX_REPEATS : 1;
    const outcomes = await compare({ programs, repeats, warmUp: false, say });
    yield {
      title: `growing input through a pipe: ${name === 'mid' ? 'journal short-iso, 5 %' : 'the storm'}`,
      notes: [
        'The writer advances the time of every line and takes the second core; on two quiet cores it gives about 1 GB/s.',
      ],
      head: runHead(outcomes),
      rows: runRows(outcomes, 0),
    };
  }
};
