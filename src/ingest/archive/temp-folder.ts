import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private folder (mode 0700) that is made when first needed. Names in it are numbers, never those of members. */
export interface TempFolder {
  newPath(): Promise<string>;
  remove(): Promise<void>;
}

export function createTempFolder(): TempFolder {
  let folder: Promise<string> | undefined;
  let made: string | undefined;
  let files = 0;
  const removeAtExit = (): void => {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  };

  async function make(): Promise<string> {
    made = await mkdtemp(join(tmpdir(), 'hotplane-'));
    process.once('exit', removeAtExit);
    return made;
  }

  return {
    async newPath() {
      folder ??= make();
      files += 1;
      return join(await folder, String(files));
    },
    async remove() {
      const path = await folder?.catch(() => undefined);
      folder = undefined;
      process.removeListener('exit', removeAtExit);
      if (path !== undefined) await rm(path, { recursive: true, force: true });
      made = undefined;
    },
  };
}
