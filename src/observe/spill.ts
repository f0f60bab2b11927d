import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Numbers set aside on disk. */
export interface Spill {
  write(values: Float64Array): number;
  read(position: number, length: number): Float64Array;
  close(): void;
}

/** One file in a folder only this user can read; removed at `close`. */
export function createSpill(): Spill {
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-'));
  const file = openSync(join(folder, 'observations'), 'w+', 0o600);
  let end = 0;
  return {
    write(values) {
      const at = end;
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, at + done);
      }
      end += bytes.length;
      return at;
    },
    read(position, length) {
      const values = new Float64Array(length);
      const bytes = new Uint8Array(values.buffer);
      for (let done = 0; done < bytes.length; ) {
        const read = readSync(file, bytes, done, bytes.length - done, position + done);
        if (read === 0) break;
        done += read;
      }
      return values;
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
