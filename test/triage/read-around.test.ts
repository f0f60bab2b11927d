import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { readAround } from '../../src/triage/read-around.js';
import { tar } from '../ingest/archive/writers.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-around-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const text = Array.from({ length: 9 }, (_, no) => `line ${no + 1}\n`).join('');
const hashOf = (line: string): string => createHash('sha256').update(line).digest('hex');

function write(name: string, bytes: string | Buffer): string {
  const path = join(home, name);
  writeFileSync(path, bytes);
  return path;
}
const given = (first: number, last: number) => ({
  lines: Array.from({ length: last - first + 1 }, (_, index) => ({
    no: first + index,
    text: `line ${first + index}`,
  })),
});

it('reads the lines around one again, as many as there are', async () => {
  const source = write('plain.log', text);
  const ask = { paths: [home], source, sha256: hashOf('line 5') };
  expect(await readAround({ ...ask, line: 5, before: 2, after: 1 })).toEqual(given(4 - 1, 6));
  const atEnd = { paths: [source], source, line: 9, before: 1, after: 50 };
  expect(await readAround(atEnd)).toEqual(given(8, 9));
});

it('reads on far behind the beginning of a compressed file', async () => {
  const folder = 'samples/k3s-ring/input';
  const source = `${folder}/server1.log.gz`;
  const around = await readAround({ paths: [folder], source, line: 400, before: 2, after: 2 });
  expect('lines' in around && around.lines.map(({ no }) => no)).toEqual([398, 399, 400, 401, 402]);
});

it('reads them from compressed files and members of archives', async () => {
  const gz = write('a.log.gz', gzipSync(text));
  expect(await readAround({ paths: [gz], source: gz, line: 2, before: 1, after: 0 })).toEqual(
    given(1, 2),
  );
  const packed = write(
    'b.tar.gz',
    gzipSync(tar({ name: 'x.log', data: 'no\n' }, { name: 'logs/y.log', data: text })),
  );
  const source = `${packed}/logs/y.log`;
  expect(await readAround({ paths: [packed], source, line: 4, before: 0, after: 1 })).toEqual(
    given(4, 5),
  );
});

it('says when the line is another one now, or is there no more', async () => {
  const source = write('changed.log', text);
  const ask = { paths: [source], source, before: 1, after: 1 };
  expect(await readAround({ ...ask, line: 5, sha256: hashOf('other') })).toEqual({
    why: 'changed',
  });
  expect(await readAround({ ...ask, line: 10 })).toEqual({ why: 'changed' });
  rmSync(source);
  expect(await readAround({ ...ask, line: 5 })).toEqual({ why: 'gone' });
});

it('finds a line behind a million others', async () => {
  const many = Array.from({ length: 1_000_000 }, (_, no) => `line ${no + 1}\n`).join('');
  const source = write('many.log', many);
  const ask = { paths: [source], source, sha256: hashOf('line 900000') };
  expect(await readAround({ ...ask, line: 900_000, before: 1, after: 1 })).toEqual(
    given(899_999, 900_001),
  );
});

it('shows no secret, also none that began above', async () => {
  const key = [
    '-----BEGIN RSA PRIVATE KEY-----',
    ...Array.from({ length: 9 }, () => 'MIIEow'.repeat(8)),
  ];
  const source = write('secret.log', ['a', 'token: hush-hush', ...key, 'z'].join('\n'));
  const shown = await readAround({ paths: [source], source, line: 8, before: 2, after: 2 });
  expect(JSON.stringify(shown)).not.toMatch(/MIIE/);
  const first = await readAround({ paths: [source], source, line: 2, before: 0, after: 0 });
  expect(JSON.stringify(first)).not.toContain('hush');
});
