import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { openAnalysis } from '../src/analyze.js';
import type { Report } from '../src/model/report.js';

const LINES = gunzipSync(readFileSync('samples/k3s-ring/input/server1.log.gz'));

const openIn = ({ findings }: Report): readonly string[] =>
  findings.flatMap(({ openEnd, id }) => (openEnd ? [id] : []));

it('takes for over what was quiet since, though the log ends with it', async () => {
  // In the midst of the storm.
  const half = LINES.subarray(0, LINES.lastIndexOf(10, LINES.length * 0.6) + 1);
  const analysis = await openAnalysis({ paths: ['-'], stdin: Readable.from([half]), live: true });
  await analysis.read();
  const ended = analysis.conclude().report;
  const silent = analysis.conclude(undefined, 3_600_000).report;
  analysis.close();
  expect(openIn(ended)).toContain('embedded-registry-loop');
  expect(openIn(silent)).toEqual([]);
  // Nothing else is told by silence.
  const plain = (report: Report) => ({
    ...report,
    findings: report.findings.map(({ openEnd: _, ...finding }) => finding),
  });
  expect(plain(silent)).toEqual(plain(ended));
});
