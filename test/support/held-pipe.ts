import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';

export interface HeldPipe {
  /** For a shell: writes the log, and then nothing until the end. */
  readonly writer: string;
  end(): void;
}

/** A writer of a gzipped log that holds its pipe open until the test ends it. */
export function heldPipe({ onTestFinished }: TestContext, gzip: string): HeldPipe {
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-held-'));
  const mark = join(folder, 'end');
  const end = (): void => writeFileSync(mark, '');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { writer: `(zcat ${gzip}; until [ -e ${mark} ]; do sleep 0.05; done)`, end };
}
