import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { listFollowed } from '../src/list-followed.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-arriving-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const folderOf = (name: string): string => {
  const folder = join(home, name);
  mkdirSync(folder);
  return folder;
};

it('follows logs that come into a folder and below it, but none that was rotated', async () => {
  const folder = folderOf('pods');
  const log = join(folder, '0.log');
  writeFileSync(log, 'a\n');
  const ending = new AbortController();
  const { followed, arriving } = await listFollowed([folder], undefined, 5);
  expect(followed.map(({ path }) => path)).toEqual([log]);
  const names: string[] = [];
  setTimeout(() => {
    renameSync(log, join(folder, 'old.log'));
    writeFileSync(log, 'b\n');
    writeFileSync(`${log}.20260501-100000.gz`, 'c\n');
    mkdirSync(join(folder, 'new'));
    writeFileSync(join(folder, 'new', '0.log'), 'd\n');
  }, 30);
  setTimeout(() => writeFileSync(join(folder, '1.log'), 'e\n'), 100);
  setTimeout(() => ending.abort(), 600);
  for await (const { name } of arriving(ending.signal)) names.push(name);
  expect(names).toEqual([`${folder}/new/0.log`, `${folder}/1.log`]);
});

it('ends at once where no folder is followed', async () => {
  const log = join(folderOf('one'), 'k3s.log');
  writeFileSync(log, 'a\n');
  const { arriving } = await listFollowed([log], undefined, 5);
  expect((await arriving(undefined).next()).done).toBe(true);
});

it('reads them', async () => {
  const folder = folderOf('read');
  const stop = new AbortController();
  const line = '2026-05-01T10:00:00Z server1 k3s[812]: level=info msg="x"\n';
  const path = join(folder, 'k3s.log');
  setTimeout(() => writeFileSync(path, line), 50);
  const report = await analyze({
    paths: [folder],
    follow: true,
    live: true,
    stop: stop.signal,
    onProgress: (_source, lines) => {
      if (lines === 1) appendFileSync(path, line);
      if (lines >= 2) stop.abort();
    },
  });
  expect(report.coverage.map(({ source, lines }) => [source, lines])).toEqual([[path, 2]]);
});
