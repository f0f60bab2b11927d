import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { followedSource } from '../../src/ingest/follow.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-follow-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let files = 0;
const newPath = (): string => {
  files += 1;
  return join(home, `${files}.log`);
};

/** Follows a file; each step is done when the lines before it were read. */
async function follow(
  path: string,
  steps: readonly { readonly after: number; readonly run: () => void }[],
  until: number,
) {
  const ending = new AbortController();
  const reader = followedSource(path, path, 5).open(ending.signal);
  const lines: string[] = [];
  const waiting = [...steps];
  const step = (): void => {
    while (waiting[0] && lines.length >= waiting[0].after) waiting.shift()?.run();
    if (lines.length >= until) ending.abort();
  };
  step();
  try {
    for await (const batch of reader) {
      for (const { no, text } of batch) lines.push(`${no} ${text}`);
      step();
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
  return { lines, notes: reader.notes.map(({ code }) => code) };
}

it('reads what is there and what is appended', async () => {
  const path = newPath();
  writeFileSync(path, 'a\nb\n');
  const append = (text: string) => () => appendFileSync(path, text);
  const steps = [
    { after: 2, run: append('c\n') },
    { after: 3, run: append('d\ne\n') },
  ];
  const { lines, notes } = await follow(path, steps, 5);
  expect(lines).toEqual(['1 a', '2 b', '3 c', '4 d', '5 e']);
  expect(notes).toEqual([]);
});

it('goes on with the new file after a rotation, behind the rest of the old one', async () => {
  const path = newPath();
  writeFileSync(path, 'a\n');
  const rotate = (): void => {
    appendFileSync(path, 'last');
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'new\n');
  };
  const { lines, notes } = await follow(path, [{ after: 1, run: rotate }], 3);
  expect(lines).toEqual(['1 a', '2 last', '3 new']);
  expect(notes).toEqual(['follow-rotated']);
});

it('begins anew after the file was cut off, also where it is longer again', async () => {
  const path = newPath();
  writeFileSync(path, 'aaaa\nbbbb\n');
  const cut = (): void => {
    truncateSync(path, 0);
    appendFileSync(path, 'c\n');
  };
  const grow = (): void => writeFileSync(path, 'dddd\neeee\nffff\n');
  const steps = [
    { after: 2, run: cut },
    { after: 3, run: grow },
  ];
  const { lines, notes } = await follow(path, steps, 6);
  expect(lines).toEqual(['1 aaaa', '2 bbbb', '3 c', '4 dddd', '5 eeee', '6 ffff']);
  expect(notes).toEqual(['follow-rotated']);
});

it('waits for a file that comes late', async () => {
  const path = newPath();
  setTimeout(() => writeFileSync(path, 'at last\n'), 30);
  expect((await follow(path, [], 1)).lines).toEqual(['1 at last']);
});

it('does not end a line before its end is written', async () => {
  const path = newPath();
  writeFileSync(path, 'a\nhalf');
  const steps = [{ after: 1, run: () => setTimeout(() => appendFileSync(path, ' whole\n'), 60) }];
  expect((await follow(path, steps, 2)).lines).toEqual(['1 a', '2 half whole']);
});
