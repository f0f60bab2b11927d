import type { Outcome } from './compare.js';
import type { Run } from './measure.js';
import { ratios, spreadOf } from './stats.js';

export interface Table {
  readonly title: string;
  /** Sentences above the table. */
  readonly notes: readonly string[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const seconds = (value: number): string => (value < 1 ? value.toFixed(3) : value.toFixed(2));
const times = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)}×`;
const spread = (values: readonly number[], show: (value: number) => string): string => {
  if (values.length === 0) return '';
  const { median, least, most } = spreadOf(values);
  return `${show(median)} (${show(least)}–${show(most)})`;
};

/** The first program is what the others are compared with. */
export function runHead(outcomes: readonly Outcome[]): readonly string[] {
  const base = outcomes[0]?.program.name ?? '';
  const compared = ['wall', 'CPU'].map((what) => `${what}, ${base} = 1`);
  const figures = ['wall s: median (min–max)', 'CPU s', 'GB/s', ...compared];
  return ['program', ...figures, 'peak MB', 'counts agree', 'load'];
}

const wallAndCpu = (runs: readonly Run[]) => ({
  walls: runs.map(({ wallS }) => wallS),
  cpus: runs.map(({ cpuS }) => cpuS),
});

/** One row a program: `bytes` of text went through each; the first of them is what the others are compared with. */
export function runRows(outcomes: readonly Outcome[], bytes: number): readonly string[][] {
  const own = wallAndCpu(outcomes[0]?.runs ?? []);
  return outcomes.map(({ program, runs, failure, agrees }) => {
    if (failure !== undefined) return [program.name, failure, '', '', '', '', '', '', ''];
    const { walls, cpus } = wallAndCpu(runs);
    const peaks = runs.flatMap(({ peakMb }) => (peakMb === undefined ? [] : [peakMb]));
    const gigabytes = (program.truth?.().bytes ?? bytes) / 1e9;
    return [
      program.name,
      spread(walls, seconds),
      seconds(spreadOf(cpus).median),
      (gigabytes / spreadOf(walls).median).toFixed(3),
      spread(ratios(walls, own.walls), times),
      spread(ratios(cpus, own.cpus), times),
      peaks.length === 0 ? '' : spreadOf(peaks).median.toFixed(0),
      agrees === undefined ? '' : agrees ? 'yes' : '**no**',
      spreadOf(runs.map(({ load }) => load)).median.toFixed(1),
    ];
  });
}

/** GitHub Markdown. */
export function toMarkdown({ title, notes, head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `### ${title}`,
    '',
    ...notes.flatMap((note) => [note, '']),
    line(head),
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map(line),
    '',
  ].join('\n');
}
