import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program as a user would; `input` is piped in, or standard input is empty. */
export function runCli(
  args: readonly string[],
  input?: string | Buffer | Readable,
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/cli.js', ...args], { stdio: 'pipe' });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      }),
    );
    child.stdin.on('error', () => {}); // the program may stop reading early
    if (typeof input === 'object' && 'pipe' in input) input.pipe(child.stdin);
    else child.stdin.end(input ?? '');
  });
}
