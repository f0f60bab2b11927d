import { isatty } from 'node:tty';
import { Command, CommanderError } from 'commander';
import { type AnalyzeOptions, analyze } from './analyze.js';
import { openPipe } from './ingest/stdin.js';
import { AnalyzerError } from './model/error.js';
import type { Lang, Look, Report } from './model/report.js';
import {
  oneOf,
  parseFailOn,
  parseNodes,
  parseOffset,
  parseTimeLimit,
  parseWorkers,
  parseYear,
} from './options.js';
import { createProgress } from './progress.js';
import { renderers } from './report/renderers.js';
import { runLive } from './run-live.js';
import { wantsScreen } from './screen-mode.js';
import { VERSION } from './version.js';
import { warningsOf } from './warnings.js';

const EXAMPLES = `
Examples:
  journalctl -u k3s -o json --since -2h | hotplane
  journalctl -fu k3s -o json | hotplane
  hotplane server1.log server2.json.gz logs/
  hotplane srv-1.tar.gz srv-2.tar.gz srv-3.tar.gz
  hotplane -o json --fail-on none logs/ > report.json

-o text is the default without a terminal, and where TERM is dumb, CI is set or INK_SCREEN_READER is true.
Exit code: 0 nothing at or above --fail-on, 1 findings at or above it, 2 could not run,
130 interrupted.
Nothing is sent anywhere and the input is never changed.`;

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const STDIN = 0;
/** Whichever signal it was. */
const INTERRUPTED = 130;

interface Flags {
  readonly output?: string;
  readonly follow?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly rules?: readonly string[];
  readonly timezone?: string;
  readonly year?: string;
  readonly node?: readonly string[];
  readonly failOn: string;
  readonly sieve: boolean;
  readonly mute?: readonly string[];
  readonly workers?: string;
  readonly lang: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly progress?: boolean;
}

const collect = (value: string, held: readonly string[] = []): readonly string[] => [
  ...held,
  value,
];

function createProgram(): Command {
  return new Command('hotplane')
    .description('Finds out why a Kubernetes control plane runs hot, from its logs.')
    .version(VERSION, '-V, --version')
    .argument(
      '[paths...]',
      "files, folders and support bundles; '-' or a pipe reads standard input",
    )
    .option(
      '-o, --output <format>',
      'tui, text or json (default: tui on a terminal, text elsewhere)',
    )
    .option('--follow', 'read logs on as they grow, and those that come into folders, until Ctrl-C')
    .option('--since <time>', 'RFC 3339, or -2h before the newest record')
    .option('--until <time>', 'RFC 3339, or -30m before the newest record')
    .option('--rules <dir>', 'more rules beside the built-in pack (repeatable)', collect)
    .option('--timezone <offset>', 'for stamps without zone, such as +02:00')
    .option('--year <year>', 'for stamps without year')
    .option('--node <name=path>', 'the node a source belongs to (repeatable)', collect)
    .option('--fail-on <severity>', 'exit 1 from this severity on; none switches it off', 'high')
    .option('--no-sieve', 'parse every line: complete counts of records and unparsed lines, slower')
    .option('--mute <id>', 'do not show this diagnosis (repeatable)', collect)
    .option('--workers <n>', 'more threads for large files (default: one for each further core)')
    .option('--lang <lang>', 'en or zh', 'en')
    .option('--color', 'colours even without a terminal')
    .option('--no-color', 'no colours')
    .option('--quiet', 'no warnings on standard error')
    .option('--progress', 'lines read so far, on standard error')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(hotplane --help shows the options)')
    .exitOverride();
}

const readsPipe = (paths: readonly string[]): boolean => paths.length === 0 || paths.includes('-');

async function toOptions(paths: readonly string[], flags: Flags): Promise<AnalyzeOptions> {
  const { since, until, timezone, year } = flags;
  return {
    paths,
    ...(readsPipe(paths) ? { stdin: isatty(STDIN) ? process.stdin : openPipe(STDIN) } : {}),
    rules: flags.rules ?? [],
    clock: {
      ...(year === undefined ? {} : { year: parseYear(year) }),
      ...(timezone === undefined ? {} : { offsetMinutes: parseOffset(timezone) }),
    },
    nodes: parseNodes(flags.node ?? []),
    ...(flags.sieve ? {} : { sieve: false }),
    ...(flags.follow === true ? { follow: true } : {}),
    ...(flags.workers === undefined ? {} : { workers: parseWorkers(flags.workers) }),
    ...(since === undefined ? {} : { since: await parseTimeLimit('--since', since) }),
    ...(until === undefined ? {} : { until: await parseTimeLimit('--until', until) }),
    mute: flags.mute ?? [],
  };
}

async function answer(
  paths: readonly string[],
  flags: Flags,
  signal: AbortSignal,
): Promise<number> {
  parseFailOn(flags.failOn);
  const format = oneOf('--output', flags.output ?? 'text', FORMATS);
  const lang: Lang = oneOf('--lang', flags.lang, ['en', 'zh'] as const);
  const isTerminal = process.stdout.isTTY === true;
  if (flags.follow === true && format === 'json') {
    throw new AnalyzerError('option-invalid', '--follow has no end: -o tui or text, not json');
  }
  if (wantsScreen({ output: flags.output, env: process.env, isTerminal })) {
    const code = await runOnScreen(paths, flags, { lang, signal });
    if (code !== undefined) return code;
  }
  const isWatched = flags.output === undefined && isTerminal && readsPipe(paths);
  if (flags.follow === true || isWatched) return runAsLines(paths, flags, { lang, signal });
  return runOnce(paths, flags, { signal, lang, format: format === 'json' ? 'json' : 'text' });
}

const FORMATS = ['tui', 'text', 'json'] as const;

/** The interactive screen; its summary stays on the normal screen. `undefined`: there is no terminal for the keys. */
async function runOnScreen(
  paths: readonly string[],
  flags: Flags,
  { lang, signal }: Pick<Once, 'lang' | 'signal'>,
): Promise<number | undefined> {
  const { showScreen } = await import('./screen.js');
  const { stdin, ...options } = await toOptions(paths, flags);
  const readsStdin = stdin !== undefined;
  const { color } = flags;
  const shown = await showScreen({
    options,
    readsStdin,
    live: readsStdin || flags.follow === true,
    lang,
    ...(color === undefined ? {} : { color }),
    signal,
    isAsked: flags.output === 'tui',
    interrupted: () => process.exit(INTERRUPTED),
  });
  if (shown === undefined) return undefined;
  const { how, report, message, close } = shown;
  if (report) {
    await write(renderers.text(report, lookOf(flags, lang)));
    if (flags.quiet !== true) warn(report, paths);
  }
  if (message !== undefined) say(message);
  if (how === 'interrupted' && readsStdin) interruptJob();
  await close();
  if (how === 'interrupted') return INTERRUPTED;
  return how === 'failed' || report === undefined ? 2 : codeOf(report, flags);
}

/** Ctrl-C on a screen is a key; what writes into the pipe has to hear of it as well. */
function interruptJob(): void {
  if (process.platform === 'win32') return;
  process.on('SIGINT', () => {});
  process.kill(0, 'SIGINT');
}

/** An input without end where there is no screen: what changes as it goes on, the report at the end. */
async function runAsLines(
  paths: readonly string[],
  flags: Flags,
  { lang, signal }: Pick<Once, 'lang' | 'signal'>,
): Promise<number> {
  const live = { lang, signal, write: (text: string) => void process.stdout.write(text) };
  const end = await runLive(await toOptions(paths, flags), live);
  if ('message' in end) {
    say(end.message);
    return 2;
  }
  await write(`\n${renderers.text(end.report, lookOf(flags, lang))}`);
  if (flags.quiet !== true) warn(end.report, paths);
  return signal.aborted ? INTERRUPTED : codeOf(end.report, flags);
}

interface Once {
  readonly signal: AbortSignal;
  readonly lang: Lang;
  readonly format: keyof typeof renderers;
}

/** One report, to standard output. */
async function runOnce(
  paths: readonly string[],
  flags: Flags,
  { signal, lang, format }: Once,
): Promise<number> {
  const progress = createProgress(process.stderr, flags.progress === true && flags.quiet !== true);
  const options = { ...(await toOptions(paths, flags)), signal, onProgress: progress.update };
  const report = await analyze(options);
  progress.clear();
  await write(renderers[format](report, lookOf(flags, lang)));
  if (flags.quiet !== true) warn(report, paths);
  return codeOf(report, flags);
}

function lookOf({ color }: Flags, lang: Lang): Look {
  const isTerminal = process.stdout.isTTY === true;
  return {
    width: isTerminal ? Math.min(Math.max(process.stdout.columns || 80, 40), 120) : 80,
    color: color ?? (isTerminal && process.env.NO_COLOR === undefined),
    lang,
  };
}

function codeOf(report: Report, flags: Flags): number {
  const failOn = parseFailOn(flags.failOn);
  return report.findings.some(({ severity }) => failOn.includes(severity)) ? 1 : unreadable(report);
}

/** Nothing could be read at all: that is no clean bill of health. */
const unreadable = ({ coverage }: Report): number =>
  coverage.some(({ records }) => records > 0) ? 0 : 2;

/** What a reader of the report alone could miss. */
function warn(report: Report, paths: readonly string[]): void {
  for (const sentence of warningsOf(report, paths)) say(sentence);
}

const say = (sentence: string): void => void process.stderr.write(`hotplane: ${sentence}\n`);

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

async function main(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  const interrupt = new AbortController();
  for (const signal of ENDING) process.once(signal, () => interrupt.abort());
  try {
    program.parse(argv);
    if (program.args.length === 0 && isatty(STDIN)) program.help();
    return await answer(program.args, program.opts<Flags>(), interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) return INTERRUPTED;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof AnalyzerError) {
      say(error.message);
      return 2;
    }
    throw error;
  }
}

/** The program of the command line. */
export async function run(): Promise<void> {
  // A reader that closed its end has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    say(`could not write the report: ${error.message}`);
    process.exit(2);
  });
  process.exitCode = await main(process.argv);
}
