import type { Bench, Part } from '../bench.js';
import { compare } from '../compare.js';
import type { CorpusName } from '../corpus/catalog.js';
import { grep, hotplane, hotplaneUnsieved, lnav, plainLines, ripgreps } from '../programs.js';
import { runHead, runRows, type Table } from '../table.js';

const TITLES: Readonly<Record<CorpusName, string>> = {
  low: 'journal short-iso, 0.1 % of lines match',
  mid: 'journal short-iso, 5 %',
  twin: 'journal short-iso of a second node, 5 %',
  high: 'journal short-iso, 60 %, all signals',
  storm: 'journal short-iso, storm of one incident (embedded registry loop)',
  journal: 'journald JSON, 5 %',
  zap: 'etcd file of zap JSON, 5 %',
  cri: 'CRI pod log, 5 %',
};

async function oneFile({ options, tools, corpus, say }: Bench, name: CorpusName): Promise<Table> {
  const { path, ...truth } = corpus(name);
  const programs = [
    ...hotplane(tools, [path]),
    ...hotplaneUnsieved(tools, path),
    ...ripgreps(tools, path),
    ...grep(tools, path),
    ...lnav(tools, path),
    ...plainLines(tools, path),
  ];
  const outcomes = await compare({ programs, repeats: options.repeats, truth, say });
  const share = ((100 * truth.matching) / truth.lines).toPrecision(3);
  const bytes = (truth.bytes / truth.lines).toFixed(0);
  return {
    title: TITLES[name],
    notes: [
      `${truth.lines} lines of ${bytes} bytes on average, ${truth.matching} (${share} %) with a literal.`,
    ],
    head: runHead(outcomes),
    rows: runRows(outcomes, truth.bytes),
  };
}

const each = (names: readonly CorpusName[]): Part =>
  async function* (bench) {
    for (const name of names) yield oneFile(bench, name);
  };

/** Plain files of the same form, few lines that matter or many. */
export const density: Part = each(['low', 'mid', 'high', 'storm']);

/** Other forms of log. */
export const formats: Part = each(['journal', 'zap', 'cri']);
