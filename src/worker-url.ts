/** The bundled worker: it lies beside all other files of the program. */
export const workerUrl = (): URL => new URL('./triage-worker.js', import.meta.url);
