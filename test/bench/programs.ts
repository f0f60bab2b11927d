import type { Counts } from './corpus/endless.js';
import type { Command } from './measure.js';

/** What a program tells about the corpus, to be compared with what is true. */
export interface Told {
  readonly lines?: number;
  readonly matching?: number;
}

export interface Program extends Command {
  readonly name: string;
  /** Reads the output; absent: it tells nothing. */
  readonly read?: (stdout: string) => Told;
  /** What this run reads, where it is not the corpus of its table. Known at the latest when it has run. */
  readonly truth?: () => Counts;
}

export interface Tools {
  /** Path of dist/cli.js; absent: not built. */
  readonly hotplane?: string;
  /** The sieve is there, so that `--no-sieve` differs. */
  readonly hasSieve: boolean;
  readonly ripgreps: readonly { readonly path: string; readonly version: string }[];
  readonly grep?: string;
  readonly lnav?: string;
  readonly gzip?: string;
  /** Compiled lines.js. */
  readonly linesScript: string;
  /** One literal a line. */
  readonly literals: string;
  /** An empty folder for programs that keep settings in their home. */
  readonly home: string;
}

const readMatching = (stdout: string): Told => ({ matching: Number(stdout.trim() || Number.NaN) });

function readReport(stdout: string): Told {
  const report = JSON.parse(stdout); // hotplane's own JSON report
  const coverage: readonly { readonly lines: number }[] = report.coverage;
  return { lines: coverage.reduce((sum, { lines }) => sum + lines, 0) };
}

export interface HotplaneOptions {
  readonly name?: string;
  readonly flags?: readonly string[];
  readonly feed?: NonNullable<Command['feed']>;
  readonly truth?: () => Counts;
}

/** hotplane with a JSON report; none where it is not built. */
export function hotplane(
  { hotplane: cli }: Tools,
  paths: readonly string[],
  { name = 'hotplane', flags = [], ...rest }: HotplaneOptions = {},
): readonly Program[] {
  if (cli === undefined) return [];
  const argv = [process.execPath, cli, '-o', 'json', '--fail-on', 'none', ...flags, ...paths];
  return [{ name, argv, keepOutput: true, read: readReport, ...rest }];
}

/** hotplane with `--no-sieve`, once there is a sieve to switch off. */
export const hotplaneUnsieved = (tools: Tools, path: string): readonly Program[] =>
  tools.hasSieve
    ? hotplane(tools, [path], { name: 'hotplane --no-sieve', flags: ['--no-sieve'] })
    : [];

/** Every ripgrep found; `flags` as for `rg -z`. They count and print nothing else. */
export const ripgreps = (
  { ripgreps: found, literals }: Tools,
  path: string,
  flags = '-cF',
): readonly Program[] =>
  found.map(({ path: rg, version }) => ({
    name: `ripgrep ${version} (${flags})`,
    argv: [rg, '--no-config', flags, '-f', literals, path],
    keepOutput: true,
    read: readMatching,
  }));

export const grep = ({ grep: file, literals }: Tools, path: string): readonly Program[] =>
  file === undefined
    ? []
    : [
        {
          name: 'grep (-cF, LC_ALL=C)',
          argv: [file, '-cF', '-f', literals, path],
          env: { LC_ALL: 'C' },
          keepOutput: true, // into /dev/null it would stop at the first match
          read: readMatching,
        },
      ];

export const lnav = ({ lnav: file, home }: Tools, path: string): readonly Program[] =>
  file === undefined
    ? []
    : [
        {
          name: 'lnav (opens and counts)',
          argv: [file, '-n', '-c', ';SELECT count(*) FROM all_logs', path],
          env: { HOME: home, XDG_CONFIG_HOME: home, TERM: 'dumb' },
          keepOutput: true,
        },
      ];

/** What one writes without thinking about speed. */
export const plainLines = ({ linesScript, literals }: Tools, path: string): readonly Program[] =>
  ['readline', 'split2'].map((way) => ({
    name: `${way} + one regex`,
    argv: [process.execPath, linesScript, way, literals, path],
    keepOutput: true,
    read: readMatching,
  }));

export const gunzip = ({ gzip }: Tools, path: string): readonly Program[] =>
  gzip === undefined
    ? []
    : [{ name: 'gzip -dc > /dev/null', argv: [gzip, '-dc', path], keepOutput: false }];
