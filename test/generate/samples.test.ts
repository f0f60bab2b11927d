import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeAll } from './encode/encoders.js';
import { otherSamples } from './samples/other.js';
import { registrySamples } from './samples/registry.js';
import { aboutText, type Sample } from './samples.js';

const ROOT = 'samples';
const MAX_BYTES = 400 * 1024;
const UPDATE = process.env.UPDATE_SAMPLES === '1';

/** Path below the sample's folder and bytes before compression. */
function contents(sample: Sample): ReadonlyMap<string, Buffer> {
  const inputs = sample.files.map(
    (file) =>
      [`input/${file.path}`, encodeAll(file.entries(), file.transport, file.options)] as const,
  );
  return new Map([
    ...inputs,
    ['expected.json', Buffer.from(`${JSON.stringify(sample.expected, undefined, 2)}\n`)],
    ['ABOUT.md', Buffer.from(aboutText(sample))],
  ]);
}

function stored(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

const read = (path: string): Buffer =>
  path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path);

/** Writes what differs; compressed files stay as they are where their content is the same. */
function update(folder: string, wanted: ReadonlyMap<string, Buffer>): void {
  for (const path of stored(folder)) if (!wanted.has(path)) rmSync(join(folder, path));
  for (const [path, bytes] of wanted) {
    const full = join(folder, path);
    if (existsSync(full) && read(full).equals(bytes)) continue;
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, path.endsWith('.gz') ? gzipSync(bytes, { level: 9 }) : bytes);
  }
}

describe.each([...registrySamples(), ...otherSamples()])('sample $name', (sample) => {
  const folder = join(ROOT, sample.name);
  const wanted = contents(sample);
  if (UPDATE) update(folder, wanted);

  it('has the files that its seed gives', () => {
    expect([...stored(folder)].sort()).toEqual([...wanted.keys()].sort());
    const changed = [...wanted].filter(([path, bytes]) => !read(join(folder, path)).equals(bytes));
    expect(changed.map(([path]) => path)).toEqual([]);
  });

  it('stays small on disk', () => {
    const bytes = stored(folder).map((path) => readFileSync(join(folder, path)).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('expects a finding for each truth that is no symptom', () => {
    const { findings, allow } = sample.expected;
    const named = [...findings.map(({ id }) => id), ...allow];
    expect(sample.scenario.truth().filter(({ id }) => !named.includes(id))).toEqual([]);
  });
});
