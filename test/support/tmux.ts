import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A terminal of its own, with what a person sees of it. */
export interface Screen {
  keys(...keys: readonly string[]): void;
  /** The rows as they stand there, without blanks at their ends. */
  picture(): string;
  /** The picture as soon as it holds the text; throws after a minute. */
  until(text: string | RegExp): Promise<string>;
  resize(columns: number, rows: number): void;
  /** Rows of the scroll-back and the screen. */
  history(): string;
  close(): void;
}

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;
if (!hasTmux) console.warn('tmux is not installed: sessions in a terminal are not tested');

const PATIENCE_MS = 60_000;
const EVERY_MS = 120;
const run = promisify(execFile);

/** Runs the command in a shell within tmux, and then tells its exit code as `exit <code>`. */
export function openScreen(
  command: string,
  { columns = 80, rows = 24, env = {} }: Partial<Opening> = {},
): Screen {
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-tmux-'));
  const server = ['-S', join(folder, 'socket'), '-f', '/dev/null'];
  const how = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } } as const;
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', [...server, ...args], how);
  const set = Object.entries({ CI: '', CONTINUOUS_INTEGRATION: '', NO_COLOR: '', ...env })
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ');
  const size = ['-x', String(columns), '-y', String(rows)];
  // Bash starts the command as a job of the terminal, as for a person.
  tmux('new-session', '-d', '-s', 's', ...size, `bash --norc --noprofile -i`);
  tmux('set-option', '-g', 'remain-on-exit', 'on');
  tmux(
    'send-keys',
    '-t',
    's',
    `PS1='ready>'; export ${set}; clear; ${command}; echo exit $?`,
    'Enter',
  );
  const capture = ['capture-pane', '-p', '-t', 's'];

  return {
    keys: (...keys) => void tmux('send-keys', '-t', 's', ...keys),
    picture: () => tmux(...capture),
    async until(text) {
      const isThere = (shown: string): boolean =>
        typeof text === 'string' ? shown.includes(text) : text.test(shown);
      const end = performance.now() + PATIENCE_MS;
      for (;;) {
        const { stdout: shown } = await run('tmux', [...server, ...capture], how);
        if (isThere(shown)) return shown;
        if (performance.now() > end) throw new Error(`never saw ${text}:\n${shown}`);
        await sleep(EVERY_MS);
      }
    },
    resize: (x, y) => void tmux('resize-window', '-t', 's', '-x', String(x), '-y', String(y)),
    history: () => tmux('capture-pane', '-p', '-S', '-', '-t', 's'),
    close() {
      tmux('kill-server');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Opening {
  readonly columns: number;
  readonly rows: number;
  readonly env: Readonly<Record<string, string>>;
}
