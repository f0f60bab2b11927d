import { expect, it } from 'vitest';
import { wasEnded } from '../../src/model/ended.js';
import { renderJson } from '../../src/report/json.js';
import { renderText } from '../../src/report/text.js';
import { createKnown } from '../../src/tui/known.js';
import { clear, notEnough, ring } from '../report/fixtures.js';
import { source, triageOf } from './states.js';

const LOOK = { width: 100, color: false, lang: 'en' } as const;
const empty = { ...notEnough, findings: [], coverage: [] };
const known = (final: boolean, report = ring, live = false) => {
  const one = createKnown({ lang: 'en', live, paths: [] });
  one.hear({ kind: 'triage', triage: triageOf(report), final });
  return one;
};

it('reports complete only what is', () => {
  expect(known(true).now()).toBe(ring);
  expect(known(true).early()).toBeUndefined();
  const report = known(false).now() ?? empty;
  expect(wasEnded(report)).toBe(true);
  expect(renderText(report, LOOK)).toContain('Reading was ended before the end');
  expect(renderJson(report, LOOK)).toContain('"reading-stopped"');
});

it('marks the logs that are still open', () => {
  const [first, second] = ring.coverage;
  const one = known(false);
  const sources = [
    source({ source: first?.source ?? '', done: true }),
    source({ source: second?.source ?? '', lines: 7 }),
  ];
  one.hear({ kind: 'progress', atMs: 1, sources });
  const marked = one.now()?.coverage.filter((log) => wasEnded({ ...ring, coverage: [log] }));
  expect(marked?.map((log) => log.source)).toEqual([second?.source]);
});

it('leaves a pipe that goes on without such a mark, but writes none without it', () => {
  const one = known(false, ring, true);
  expect(one.atEnd()).toEqual({ report: ring });
  expect(wasEnded(one.now() ?? empty)).toBe(true);
});

it('tells how much was read, where that is known', () => {
  const one = known(false);
  expect(one.early()).toEqual({});
  const sources = [source({ bytes: 30, totalBytes: 120 })];
  one.hear({ kind: 'progress', atMs: 1, sources });
  expect(one.early()).toEqual({ share: 0.25 });
});

it('says that nothing is known where the user left before', () => {
  expect(createKnown({ lang: 'en', live: false, paths: [] }).atEnd()).toHaveProperty('message');
  const left = known(true, empty);
  expect(left.atEnd()).toEqual({ report: empty });
  left.leave();
  expect(left.atEnd()).toHaveProperty('message');
  const late = known(true, clear);
  late.leave();
  expect(late.atEnd()).toEqual({ report: clear });
});

it('says that nothing came where that is so', () => {
  const left = (paths: readonly string[], bytes: number) => {
    const one = createKnown({ lang: 'en', live: true, paths });
    one.hear({ kind: 'progress', atMs: 1, sources: [source({ source: 'stdin', bytes })] });
    return one.atEnd();
  };
  const silent = { message: 'Nothing came from standard input before reading was ended.' };
  expect(left([], 0)).toEqual(silent);
  expect(left(['-'], 0)).toEqual(silent);
  expect(left([], 9)).not.toEqual(silent);
  expect(left(['k3s.log'], 0)).not.toEqual(silent);
});
