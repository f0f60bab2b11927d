import { spawn } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import type { TakeNote } from '../notes.js';

const MAX_RUN_MS = 600_000;
const MAX_COMPLAINT = 200;

/** First bytes of a binary journal. Source: systemd 252, docs/JOURNAL_FILE_FORMAT.md. */
export const JOURNAL_MAGIC = 'LPKSHHRH';

/** What to run where a binary journal cannot be read here. */
export const journalCommand = (path: string): string =>
  `journalctl --file ${/^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`} -o export --no-pager`;

/**
 * The entries of a binary journal in the export format, through journalctl. Where there is no such
 * program the note `journal-binary` tells the command; `journal-failed` where it read nothing: it ends
 * with 0 also then.
 */
export function exportJournal(
  file: string,
  shownPath: string,
  take: TakeNote,
  program = 'journalctl',
): Readable {
  // The argument is a pattern.
  const pattern = file.replace(/[*?[\]{}\\]/g, '\\$&');
  const args = [`--file=${pattern}`, '--output=export', '--no-pager', '--quiet'];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_RUN_MS,
    env: { ...process.env, LC_ALL: 'C' },
  });
  const out = new PassThrough();
  let complaint = '';
  let bytes = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < MAX_COMPLAINT) complaint += chunk.toString('utf8');
  });
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  child.on('error', () => {
    take('journal-binary', journalCommand(shownPath));
    out.end();
  });
  child.on('close', (code, signal) => {
    if (child.pid === undefined) return;
    const reason = complaint.trim().split('\n')[0]?.slice(0, MAX_COMPLAINT).replaceAll(file, '…');
    if (signal !== null && !out.destroyed) take('journal-failed', `ended by ${signal}`);
    else if (code !== 0 || bytes === 0) take('journal-failed', reason || 'no entries');
    out.end();
  });
  child.stdout.pipe(out, { end: false });
  out.on('close', () => child.kill());
  return out;
}
