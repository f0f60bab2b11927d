import { expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.js';
import { renderText } from '../../src/report/text.js';
import { endedHere } from '../../src/tui/ended.js';
import { createKnown } from '../../src/tui/known.js';
import { clear, notEnough, ring } from '../report/fixtures.js';
import { progress, source, triageOf } from './states.js';

const LOOK = { width: 100, color: false, lang: 'en' } as const;
const notesOf = (report: typeof ring) =>
  report.coverage.map(({ notes }) => notes.some(({ code }) => code === 'reading-stopped'));
const empty = { ...notEnough, findings: [], coverage: [] };

it('marks the logs that are still open', () => {
  const [first, second] = ring.coverage;
  const open = source({ source: second?.source ?? '', lines: 7 });
  const done = source({ source: first?.source ?? '', done: true });
  const report = endedHere(ring, [done, open]);
  expect(notesOf(report)).toEqual(ring.coverage.map((_, at) => at === 1));
  expect(renderText(report, LOOK)).toContain('reading was ended here');
  expect(renderJson(report, LOOK)).toContain('"reading-stopped"');
  expect(endedHere(report, [done, open])).toEqual(report);
});

it('marks the last log where more may wait behind it', () => {
  const logs = ring.coverage.filter(({ role }) => role === 'log');
  const report = endedHere(ring, []);
  expect(notesOf(report).filter(Boolean)).toHaveLength(1);
  expect(
    notesOf({
      ...report,
      coverage: report.coverage.filter((one) => one.source === logs.at(-1)?.source),
    }),
  ).toEqual([true]);
});

const files = { lang: 'en', live: false } as const;
const known = (final: boolean, report = ring) => {
  const one = createKnown(files);
  one.hear({ kind: 'triage', triage: triageOf(report), final });
  return one;
};

it('reports complete only what is', () => {
  expect(known(true).now()).toBe(ring);
  expect(known(true).early()).toBeUndefined();
  expect(known(false).now()).not.toEqual(ring);
  expect(known(false).atEnd()).not.toEqual({ report: ring });
});

it('tells how much was read, where that is known', () => {
  const one = known(false);
  expect(one.early()).toEqual({});
  const { event } = progress(1, [source({ bytes: 30, totalBytes: 120 })]) as Extract<
    ReturnType<typeof progress>,
    { kind: 'event' }
  >;
  one.hear(event);
  expect(one.early()).toEqual({ share: 0.25 });
});

it('says that nothing was read where the user left before', () => {
  expect(createKnown(files).atEnd()).toHaveProperty('message');
  const left = known(true, empty);
  expect(left.atEnd()).toEqual({ report: empty });
  left.leave();
  expect(left.atEnd()).toHaveProperty('message');
  const late = known(true, clear);
  late.leave();
  expect(late.atEnd()).toEqual({ report: clear });
});
