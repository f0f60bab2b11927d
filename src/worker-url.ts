import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bundled worker: it lies beside all other files of the program. */
export const workerUrl = (): URL => new URL('./triage-worker.js', import.meta.url);

/** The program of a reading thread, which lies there, too; `undefined` where the program runs from its sources. */
export const readerFile = (): string | undefined => bundled('gather-worker.js');

/** That of a thread that unpacks. */
export const unzipperFile = (): string | undefined => bundled('unzip-worker.js');

function bundled(name: string): string | undefined {
  const file = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return existsSync(file) ? file : undefined;
}
