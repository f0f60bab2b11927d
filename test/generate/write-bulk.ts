import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bulkStorm } from './bulk.js';
import { TRANSPORTS } from './encode/encoders.js';

/**
 * Writes a storm of so many megabytes to stdout: `npx tsc -p test/generate`, then
 * `node node_modules/.cache/generate/test/generate/write-bulk.js json 1000 | hotplane`.
 */
const [, , wanted = 'json', megabytes = '10'] = process.argv;
const transport = TRANSPORTS.find((name) => name === wanted);
if (transport === undefined) {
  process.stderr.write(`unknown transport ${wanted}; one of ${TRANSPORTS.join(', ')}\n`);
  process.exitCode = 2;
} else {
  const chunks = bulkStorm({ maxBytes: Number(megabytes) * 1e6, transport });
  await pipeline(Readable.from(chunks), process.stdout).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error; // the reader has seen enough
  });
}
