import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAll, readBytes } from './reading.js';
import { pax, tar, zip } from './writers.js';

const DATA = 'test/data/archives';
const fixture = (name: string): Buffer => readFileSync(`${DATA}/${name}`);
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'archive-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const good = { name: 'good.log', data: 'good\n' };
const nested = { 'b/a.log': ['first', 'second'], 'b/c.log': ['third'], 'b/c.log.xz': ['third'] };
const below = (archive: string) =>
  Object.fromEntries(Object.entries(nested).map(([name, lines]) => [`${archive}/${name}`, lines]));

describe('compressed tars', () => {
  it.each(['xz', 'bz2', 'zst'])('in %s are read, with compressed members', async (ending) => {
    const path = `${DATA}/nested.tar.${ending}`;
    expect(await readAll([path])).toEqual(below(path));
    expect(await readBytes(fixture(`nested.tar.${ending}`))).toEqual(below('stdin'));
  });

  it.each(['xz', 'bz2', 'zst'])('in %s give what stands before a cut', async (ending) => {
    const seen = await readBytes(fixture(`nested.tar.${ending}`).subarray(0, -60));
    const notes = Object.values(seen).flat();
    expect(notes.filter((note) => note.startsWith('<archive-truncated'))).not.toEqual([]);
  });

  it('are known by content, whatever the name', async () => {
    writeFileSync(join(dir, 'x.log'), gzipSync(tar(good)));
    expect(await readAll([dir])).toEqual({ [`${dir}/x.log/good.log`]: ['good'] });
  });

  it('lie in folders beside plain files', async () => {
    writeFileSync(join(dir, 'a.tgz'), gzipSync(tar(good)));
    writeFileSync(join(dir, 'b.log'), 'plain\n');
    writeFileSync(join(dir, 'c.zip'), zip([good]));
    expect(Object.entries(await readAll([dir]))).toEqual([
      [`${dir}/a.tgz/good.log`, ['good']],
      [`${dir}/b.log`, ['plain']],
      [`${dir}/c.zip/good.log`, ['good']],
    ]);
  });
});

describe('compressed files', () => {
  it.each(['xz', 'bz2', 'zst'])('of several %s streams are read whole', async (ending) => {
    expect(await readBytes(fixture(`two-streams.${ending}`))).toEqual({
      stdin: ['first', 'second', 'third'],
    });
  });

  it('with an xz checksum that is not supported are named', async () => {
    expect(await readBytes(fixture('sha256-check.xz'))).toEqual({
      stdin: ['<archive-corrupt: xz options>'],
    });
  });

  it.each([
    ['xz', 14],
    ['bz2', 14],
    ['zst', 6],
  ])('of damaged %s are named', async (ending, at) => {
    const bytes = Buffer.from(fixture(`two-streams.${ending}`));
    bytes.fill(0xff, at, at + 8);
    const notes = Object.values(await readBytes(bytes)).flat();
    expect(notes.filter((note) => /^<archive-(?:corrupt|truncated)/.test(note))).not.toEqual([]);
  });
});

describe('nested archives', () => {
  it('are read: zip in zip, tar.xz in zip, zip in tar.gz', async () => {
    const innermost = zip([{ name: 'scc.txz', data: fixture('nested.tar.xz'), method: 0 }]);
    const outer = zip([{ name: 'nodes/n1.zip', data: innermost }, good]);
    expect(await readBytes(gzipSync(tar({ name: 'bundle.zip', data: outer })))).toEqual({
      ...below('stdin/bundle.zip/nodes/n1.zip/scc.txz'),
      'stdin/bundle.zip/good.log': ['good'],
    });
  });

  it('lie in zips by other methods than deflate', async () => {
    const part = { name: 'a', data: fixture('two-streams.xz'), method: 95 };
    expect(await readBytes(zip([part]))).toEqual({ 'stdin/a': ['first', 'second', 'third'] });
  });
});

describe('tars', () => {
  it('have names that are too long for a header', async () => {
    const long = `${'folder/'.repeat(40)}a.log`;
    const pre = { name: 'l', type: 'L', data: `${long}\0` };
    expect(await readBytes(tar(pre, good))).toEqual({ [`stdin/${long}`]: ['good'] });
    const extra = { name: 'h', type: 'x', data: pax({ mtime: '1', path: `${long}é` }) };
    expect(await readBytes(tar(extra, good))).toEqual({ [`stdin/${long}é`]: ['good'] });
    const split = { ...good, prefix: 'some/where' };
    expect(await readBytes(tar(split))).toEqual({ 'stdin/some/where/good.log': ['good'] });
  });

  it('have sizes in a pax header', async () => {
    const extra = { name: 'h', type: 'x', data: pax({ size: '5' }) };
    expect(await readBytes(tar(extra, { ...good, size: 0 }, { ...good, name: 'b' }))).toEqual({
      'stdin/good.log': ['good'],
      'stdin/b': ['good'],
    });
  });

  it.each(['sparse-gnu', 'sparse-pax'])('have holes, which are left out: %s', async (name) => {
    const { 'stdin/sp': lines = [] } = await readBytes(gunzipSync(fixture(`${name}.tar.gz`)));
    // Holes are cut out in blocks of the file system: what fills these up stays.
    expect(lines.map((line) => line.replace(/^\0{0,8192}/, ''))).toEqual([
      'first',
      'last',
      '<entry-sparse>',
      '<nul-bytes>',
    ]);
  });
});

const hasJournalctl = spawnSync('journalctl', ['--version']).status === 0;

describe('binary journals', () => {
  const journal = gunzipSync(fixture('golden.journal.gz'));

  it.runIf(hasJournalctl)('are read through journalctl, from files and from archives', async () => {
    const file = join(dir, 'a [1].journal');
    writeFileSync(file, journal);
    const plain = (await readAll([file]))[file] ?? [];
    expect(plain.filter((line) => line.startsWith('__CURSOR=')).length).toBeGreaterThan(10);
    const seen = await readBytes(tar({ name: 'system.journal', data: journal }, good));
    expect(seen).toEqual({ 'stdin/system.journal': plain, 'stdin/good.log': ['good'] });
  });

  it.runIf(hasJournalctl)('that are cut or hold nothing are named', async () => {
    const seen = await readBytes(journal.subarray(0, 5000));
    expect(seen.stdin).toEqual([expect.stringMatching(/^<journal-failed: /)]);
    const hollow = Buffer.concat([journal.subarray(0, 300), Buffer.alloc(journal.length - 300)]);
    expect((await readBytes(hollow)).stdin).toEqual([expect.stringMatching(/^<journal-failed/)]);
  });

  it('come with the command to run where there is no journalctl', async () => {
    const file = join(dir, "it's.journal");
    writeFileSync(file, journal);
    const seen = await readAll([file], { journalctl: join(dir, 'none') });
    expect(seen[file]).toEqual([
      `<journal-binary: journalctl --file '${dir}/it'\\''s.journal' -o export --no-pager>`,
    ]);
  });
});
