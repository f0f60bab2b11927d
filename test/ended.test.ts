import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openAnalysis } from '../src/analyze.js';
import { wasEnded } from '../src/model/ended.js';
import { renderText } from '../src/report/text.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-ended-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const LINE =
  '2026-05-01T10:00:00Z server1 k3s[812]: time="2026-05-01T10:00:00Z" level=info msg="Starting k3s v1.31.8+k3s1"\n';
const paths = ['a.log', 'b.log', 'c.log'].map((name) => join(home, name));
for (const path of paths) writeFileSync(path, LINE.repeat(20));

/** The report of the files where the reading is ended as soon as the source has got so far. */
async function endedAt(source: string | undefined, isDone: boolean) {
  const stopping = new AbortController();
  const analysis = await openAnalysis({
    paths,
    live: true,
    stop: stopping.signal,
    onProgress: (name, _lines, _bytes, done) => {
      if (name === source && done === isDone) stopping.abort();
    },
  });
  await analysis.read();
  const { report } = analysis.conclude();
  analysis.close();
  return report;
}

const look = { width: 100, color: false, lang: 'en' } as const;
const asOneLine = (text: string): string => text.replace(/\s+/g, ' ');

it('says of an ended reading what was not read, and nothing of its silence', async () => {
  const report = await endedAt(paths[0], true);
  expect(report.unbegun).toBe(2);
  expect(report.coverage.map(({ notes }) => notes.map(({ code }) => code))).toEqual([
    ['reading-stopped'],
  ]);
  expect(report.verdict).toBe('not-enough-data');
  expect(report.outcomes.filter(({ verdict }) => verdict === 'absent')).toEqual([]);
  const text = asOneLine(renderText(report, look));
  expect(text).toContain(
    'Reading was ended before the end, 2 further sources not read: this tells only what was read until then.',
  );
  expect(text).toMatch(/^[A-Z ]+ so far /);
  expect(text).not.toContain('LOOKED FOR');
});

it('says nothing of the kind where all was read', async () => {
  const report = await endedAt(undefined, true);
  expect(wasEnded(report)).toBe(false);
  expect(report.unbegun).toBeUndefined();
  expect(report.outcomes.some(({ verdict }) => verdict === 'absent')).toBe(true);
  expect(renderText(report, look)).not.toContain('so far');
});
