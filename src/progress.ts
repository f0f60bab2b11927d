import type { Writable } from 'node:stream';

const EVERY_MS = 100;

export interface Progress {
  readonly update: (source: string, lines: number) => void;
  readonly clear: () => void;
}

/** One line on standard error that is overwritten; nothing at all when switched off. */
export function createProgress(stream: Writable, on: boolean): Progress {
  if (!on) return { update: () => {}, clear: () => {} };
  let shownAt = 0;
  return {
    update(source, lines) {
      const now = performance.now();
      if (now - shownAt < EVERY_MS) return;
      shownAt = now;
      stream.write(`\r\u001B[K${source}: ${lines.toLocaleString('en')} lines`);
    },
    clear: () => void stream.write('\r\u001B[K'),
  };
}
