import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The bundled worker: it lies beside all other files of the program. */
export const workerUrl = (): URL => new URL('./triage-worker.js', import.meta.url);

/** The program of a reading thread, which lies there, too; `undefined` where the program runs from its sources. */
export function readerFile(): string | undefined {
  const file = fileURLToPath(new URL('./gather-worker.js', import.meta.url));
  return existsSync(file) ? file : undefined;
}
