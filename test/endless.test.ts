import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { openAnalysis } from '../src/analyze.js';
import type { Finding, Report } from '../src/model/report.js';
import { at, k3sLog, type Stretch } from './support/storm.js';

const LOOP = 'embedded-registry-loop';

/** The report on a pipe without end of which few observations are kept. */
async function reportOf(text: string, maxKept?: number): Promise<Report> {
  const turn = (): undefined => {
    analysis.tidy();
  };
  const analysis = await openAnalysis({
    paths: ['-'],
    stdin: Readable.from([Buffer.from(text)]),
    windowSizes: { headBytes: 4096, regionBytes: 4096 },
    live: true,
    turn,
    ...(maxKept === undefined ? {} : { maxKept }),
  });
  await analysis.read();
  try {
    return analysis.conclude().report;
  } finally {
    analysis.close();
  }
}

const loopsOf = ({ findings }: Report): readonly Finding[] =>
  findings.filter(({ id }) => id === LOOP);
const log = (storm: readonly Stretch[], last: number) =>
  k3sLog({ spoken: [[0, last]], storm, starts: [0] });

it('keeps the beginning and the count of a storm that goes on for longer than is kept', async () => {
  const text = log([[10, 110]], 110);
  const [whole] = loopsOf(await reportOf(text));
  const bounded = await reportOf(text, 600);
  const [told, ...others] = loopsOf(bounded);
  expect(others).toEqual([]);
  expect(told).toMatchObject({
    from: whole?.from,
    to: whole?.to,
    openEnd: true,
    confidence: whole?.confidence,
    count: { value: whole?.count?.value, atLeast: true },
  });
  const [note] = bounded.coverage[0]?.notes ?? [];
  expect(note?.code).toBe('let-go-before');
  expect(Date.parse(note?.detail ?? '')).toBeGreaterThan(at(40));
});

it('keeps a storm that was over long ago as it stood, beside a later one', async () => {
  const text = log(
    [
      [5, 15],
      [60, 150],
    ],
    150,
  );
  const whole = loopsOf(await reportOf(text));
  const told = loopsOf(await reportOf(text, 600));
  expect(told.map(({ from, to }) => [from, to])).toEqual(whole.map(({ from, to }) => [from, to]));
  expect(told.map(({ count }) => count?.value)).toEqual(whole.map(({ count }) => count?.value));
});

it('is the same as without bounds as long as there is room', async () => {
  const text = log([[5, 15]], 30);
  expect(JSON.stringify(await reportOf(text, 5000))).toBe(JSON.stringify(await reportOf(text)));
});
