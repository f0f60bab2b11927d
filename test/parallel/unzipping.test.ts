import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type AnalyzeOptions, analyze } from '../../src/analyze.js';
import { renderJson } from '../../src/report/json.js';
import { bundledPrograms } from '../support/bundled-programs.js';

const programs = bundledPrograms();
const home = mkdtempSync(join(tmpdir(), 'hotplane-unzipping-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const write = (name: string, bytes: Buffer): string => {
  writeFileSync(join(home, name), bytes);
  return join(home, name);
};

const BUNDLE = 'test/data/bundles/rancher-k3s-3servers';
const LOG = 'samples/k3s-ring/input/server1.log.gz';
const log = readFileSync(LOG);
const look = { width: 80, color: false, lang: 'en' } as const;

/** The JSON report of one file, unpacked on another thread however small it is. */
const reportOf = async (
  path: string,
  workers: number,
  parallel: AnalyzeOptions['parallel'] = {},
): Promise<string> =>
  renderJson(
    await analyze({
      paths: [path],
      workers,
      parallel: { minBytes: 1, unzipperFile: programs().unzipper, ...parallel },
    }),
    look,
  );

describe('the report does not depend on who unpacks', () => {
  it.each([
    ['a log', () => LOG],
    ['a log that is cut', () => write('cut.log.gz', log.subarray(0, 5000))],
    ['a log that is packed twice', () => write('twice.log.gz.gz', gzipSync(log))],
    ['bytes that are no text', () => write('zero.gz', gzipSync(Buffer.alloc(1_000_000)))],
    [
      'a log in UTF-16',
      () => write('wide.gz', gzipSync(Buffer.from('\ufeffa wide line\n', 'utf16le'))),
    ],
    ['a bundle', () => join(BUNDLE, 'k3s-srv-1-2026-08-18_06_40_12.tar.gz')],
  ])('%s', async (_, path) => {
    const file = path();
    expect(await reportOf(file, 1)).toBe(await reportOf(file, 0));
  });
});

/** So long that a thread that cannot start is noticed before this one has unpacked it all: 128 MB of text. */
const long = Buffer.concat(
  Array(16).fill(gzipSync('one line like all the others\n'.repeat(289_263))),
);

it('starts a thread for a large file alone, and none where none is wanted', async () => {
  const path = write('long.log.gz', long);
  const missing = { unzipperFile: join(home, 'no-such-program.js') };
  await expect(reportOf(path, 1, missing)).rejects.toThrow('no-such-program');
  await expect(reportOf(path, 1, { ...missing, minBytes: long.length })).rejects.toThrow();
  await reportOf(path, 1, { ...missing, minBytes: long.length + 1 });
  await reportOf(path, 0, missing);
  await reportOf('samples/k3s-ring/ABOUT.md', 1, missing);
});
