import type { Bench, Part } from '../bench.js';
import { compare } from '../compare.js';
import type { CorpusName } from '../corpus/catalog.js';
import type { Counts } from '../corpus/endless.js';
import { gunzip, hotplane, lnav, ripgreps } from '../programs.js';
import { runHead, runRows, type Table } from '../table.js';

/** `cat file | hotplane`. */
export const pipe: Part = async function* (bench) {
  const table = async (name: CorpusName): Promise<Table> => {
    const { options, tools, corpus, say } = bench;
    const { path, ...truth } = corpus(name);
    const feed = ['cat', path];
    const programs = [
      ...hotplane(tools, ['-'], { name: 'cat file | hotplane', feed }),
      ...hotplane(tools, [path], { name: 'hotplane file' }),
      ...ripgreps(tools, '-').map((program) => ({
        ...program,
        name: `cat file | ${program.name}`,
        feed,
      })),
    ];
    const outcomes = await compare({ programs, repeats: options.repeats, truth, say });
    return {
      title: `through a pipe: ${name === 'mid' ? 'journal short-iso' : 'journald JSON'}, 5 %`,
      notes: ['CPU and memory are those of the reader, without `cat`.'],
      head: runHead(outcomes),
      rows: runRows(outcomes, truth.bytes),
    };
  };
  yield table('mid');
  yield table('journal');
};

const sum = (a: Counts, b: Counts): Counts => ({
  bytes: a.bytes + b.bytes,
  lines: a.lines + b.lines,
  matching: a.matching + b.matching,
});

/** Two files of two nodes against one. */
export const two: Part = async function* ({ options, tools, corpus, say }: Bench) {
  const [one, other] = [corpus('mid'), corpus('twin')];
  const both = sum(one, other);
  const programs = [
    ...hotplane(tools, [one.path], { name: 'hotplane, one file' }),
    ...hotplane(tools, [one.path, other.path], {
      name: 'hotplane, two files, one thread',
      flags: ['--workers', '0'],
      truth: () => both,
    }),
    ...hotplane(tools, [one.path, other.path], {
      name: 'hotplane, two files, two threads',
      flags: ['--workers', '1'],
      truth: () => both,
    }),
    ...hotplane(tools, [one.path, other.path], {
      name: 'hotplane, two files, as many threads as it takes',
      truth: () => both,
    }),
  ];
  const outcomes = await compare({ programs, repeats: options.repeats, truth: one, say });
  yield {
    title: 'two files at once: journal short-iso of two nodes, 5 %',
    notes: ['The last three read twice as much.'],
    head: runHead(outcomes),
    rows: runRows(outcomes, one.bytes),
  };
};

/** Compressed input; the throughput is that of the text in it. */
export const gz: Part = async function* ({ options, tools, corpus, archive, say }: Bench) {
  const mid = corpus('mid');
  for (const kind of ['gz', 'tar.gz'] as const) {
    const path = await archive(mid, kind);
    const searchers = kind === 'gz' ? [...ripgreps(tools, path, '-zcF'), ...lnav(tools, path)] : [];
    const programs = [...hotplane(tools, [path]), ...gunzip(tools, path), ...searchers];
    const outcomes = await compare({ programs, repeats: options.repeats, truth: mid, say });
    yield {
      title: `.${kind}: journal short-iso, 5 %`,
      notes: ['GB/s of the text before compression (gzip, level 6).'],
      head: runHead(outcomes),
      rows: runRows(outcomes, mid.bytes),
    };
  }
};
