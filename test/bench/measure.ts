import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program to run: one process, or a pipe into one. */
export interface Command {
  readonly argv: readonly string[];
  /**
   * Gives the standard input of the program through a pipe: another program, or what writes into the file
   * descriptor. Its CPU and memory are not counted.
   */
  readonly feed?: readonly string[] | ((file: number) => void);
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output goes to /dev/null unless kept: for programs that would stop early there. */
  readonly keepOutput: boolean;
}

/** One whole process, from start to end. */
export interface Run {
  readonly wallS: number;
  /** User and system time of the program. */
  readonly cpuS: number;
  /** Largest resident memory, 10^6 bytes; absent without GNU time. */
  readonly peakMb?: number;
  readonly exitCode: number;
  readonly stdout: string;
  /** Load average of one minute when it began. */
  readonly load: number;
}

const GNU_TIME = '/usr/bin/time';
const USAGE = join(tmpdir(), `hotplane-bench-${process.pid}.txt`);
const FIFO = join(tmpdir(), `hotplane-bench-${process.pid}.fifo`);

export const hasGnuTime = (): boolean => existsSync(GNU_TIME);

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * The command with something around it that writes its usage to a file. GNU time stands between, so that the peak
 * is the program's own and not that of the process that forked it; without it the shell knows the CPU alone.
 */
function timed(argv: readonly string[]): readonly string[] {
  if (hasGnuTime()) return [GNU_TIME, '-q', '-f', '%U %S %M', '-o', USAGE, ...argv];
  return ['sh', '-c', '"$@"; code=$?; times > "$0"; exit $code', USAGE, ...argv];
}

function readUsage(): Pick<Run, 'cpuS' | 'peakMb'> {
  const text = existsSync(USAGE) ? readFileSync(USAGE, 'utf8').trim() : '';
  rmSync(USAGE, { force: true });
  const last = text.split('\n').at(-1) ?? '';
  if (hasGnuTime()) {
    const [user = 0, system = 0, kib = 0] = last.split(' ').map(Number);
    return { cpuS: user + system, peakMb: (kib * 1024) / 1e6 };
  }
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return { cpuS: parts.reduce((sum, [, min, s]) => sum + Number(min) * 60 + Number(s), 0) };
}

/** What to spawn: a command with a feed runs in a shell that makes a true pipe (Node gives sockets). */
function toSpawn({ argv, feed }: Command): readonly string[] {
  const whole = timed(argv);
  if (feed === undefined) return whole;
  const own = whole.map(quote).join(' ');
  const line =
    typeof feed === 'function'
      ? `${own} < ${quote(FIFO)}`
      : `${feed.map(quote).join(' ')} | ${own}`;
  return ['sh', '-c', line];
}

/** Blocks until all is written; a program that ended early has seen enough. */
function writeFifo(feed: (file: number) => void): void {
  const file = openSync(FIFO, 'w');
  try {
    feed(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  } finally {
    closeSync(file);
    rmSync(FIFO);
  }
}

/** Runs it to its end. Rejects if it cannot be started. */
export function measure(command: Command): Promise<Run> {
  const { feed, env, keepOutput } = command;
  const [file = '', ...args] = toSpawn(command);
  const load = loadavg()[0] ?? 0;
  const out: Buffer[] = [];
  if (typeof feed === 'function') execFileSync('mkfifo', [FIFO]);
  return new Promise((resolve, reject) => {
    const from = process.hrtime.bigint();
    const child = spawn(file, args, {
      stdio: ['ignore', keepOutput ? 'pipe' : 'ignore', 'ignore'],
      env: { ...process.env, ...env },
    });
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const wallS = Number(process.hrtime.bigint() - from) / 1e9;
      const stdout = Buffer.concat(out).toString();
      resolve({ wallS, ...readUsage(), exitCode: code ?? -1, stdout, load });
    });
    if (typeof feed === 'function') writeFifo(feed);
  });
}
