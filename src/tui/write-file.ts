import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Written } from './reduce.js';
import type { WriteOrder } from './write-dialog.js';

/** Why a file could not be written. */
export type WriteFailure =
  | 'no-folder'
  | 'denied'
  | 'is-folder'
  | 'no-file-in'
  | 'read-only'
  | 'full'
  | 'too-long';

/** As the file system names them. */
const FAILURES: Readonly<Record<string, WriteFailure>> = {
  ENOENT: 'no-folder',
  EACCES: 'denied',
  EPERM: 'denied',
  EISDIR: 'is-folder',
  ENOTDIR: 'no-file-in',
  EROFS: 'read-only',
  ENOSPC: 'full',
  EDQUOT: 'full',
  ENAMETOOLONG: 'too-long',
};

const placeOf = (path: string): string =>
  path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;

/** Never throws: what went wrong is told. A file that exists is asked about only where it can be overwritten. */
export async function writeTo(order: WriteOrder, text: string): Promise<Written> {
  const { path, overwrite } = order;
  const place = placeOf(path);
  try {
    const is = await stat(place).catch(() => undefined);
    if (is?.isDirectory()) return { path, result: 'failed', why: 'is-folder' };
    if (is && !overwrite) {
      await access(place, constants.W_OK);
      return { path, result: 'exists' };
    }
    await writeFile(place, text, { flag: overwrite ? 'w' : 'wx' });
    return { path, result: 'done' };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException; // what the file system throws
    if (code === 'EEXIST') return { path, result: 'exists' };
    return { path, result: 'failed', why: FAILURES[code] ?? { message } };
  }
}
