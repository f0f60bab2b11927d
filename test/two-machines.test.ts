import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';

const root = mkdtempSync(join(tmpdir(), 'two-machines-'));
afterAll(() => rmSync(root, { recursive: true }));

/** The versions a journal tells of, by the minute; it goes on for an hour. */
type Journal = Readonly<Record<string, string>>;

async function conflictsOf(name: string, folders: Readonly<Record<string, Journal>>) {
  for (const [folder, starts] of Object.entries(folders)) {
    mkdirSync(join(root, name, folder), { recursive: true });
    const lines = Array.from({ length: 60 }, (_, no) => {
      const minute = String(no).padStart(2, '0');
      const version = starts[minute];
      const message = version === undefined ? 'Wrote ping' : `Starting k3s ${version} (e5668863)`;
      const time = `2025-04-22T10:${minute}:00`;
      return `${time}+0000 s1 k3s[42]: time="${time}Z" level=info msg="${message}"\n`;
    });
    writeFileSync(join(root, name, folder, 's1.log'), lines.join(''));
  }
  const { cluster } = await analyze({ paths: [join(root, name)] });
  return cluster.nodes.flatMap(({ conflicts = [] }) =>
    conflicts.map(({ field, values, evidence }) => [field, values, evidence.length]),
  );
}

it('shows two releases that run at one time under one name, though they started together', async () => {
  const found = await conflictsOf('two', {
    ca: { '00': 'v1.31.7+k3s1' },
    cb: { '00': 'v1.32.4+k3s1' },
  });
  expect(found).toEqual([['version', ['v1.31.7+k3s1', 'v1.32.4+k3s1'], 2]]);
});

it('shows nothing where two exports tell of one upgrade', async () => {
  const upgrade = { '00': 'v1.31.7+k3s1', '30': 'v1.31.8+k3s1' };
  expect(await conflictsOf('one', { a: upgrade, b: { ...upgrade, '45': 'v1.31.8+k3s1' } })).toEqual(
    [],
  );
});
