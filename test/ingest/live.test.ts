import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { openSources } from '../support/open-sources.js';

/** The lines of a pipe that pauses after each text, as long as more of them come. */
async function linesWhilePaused(texts: readonly string[]): Promise<readonly string[]> {
  const stdin = new Readable({ read() {} });
  const lines: string[] = [];
  let next = 0;
  const push = (): void => {
    stdin.push(texts[next] ?? null);
    next += 1;
  };
  push();
  for await (const source of openSources(['-'], { stdin, live: true })) {
    for await (const batch of source.open()) {
      for (const { text } of batch) lines.push(text);
      // Nothing more was given before these were read.
      if (lines.length === next) push();
    }
  }
  return lines;
}

it('gives a line before the next one comes, from the first on', async () => {
  expect(await linesWhilePaused(['first\n', 'second\n', 'third\n'])).toEqual([
    'first',
    'second',
    'third',
  ]);
});

it('waits for the rest of what may be an archive', async () => {
  const stdin = new Readable({ read() {} });
  const gzip = Buffer.from('1f8b08000000000002034bcb2c2a2ee102002ab34ac706000000', 'hex');
  stdin.push(gzip.subarray(0, 5));
  setTimeout(() => {
    stdin.push(gzip.subarray(5));
    stdin.push(null);
  }, 250);
  const names: string[] = [];
  for await (const source of openSources(['-'], { stdin, live: true })) {
    for await (const batch of source.open()) for (const { text } of batch) names.push(text);
  }
  expect(names).toEqual(['first']);
});
