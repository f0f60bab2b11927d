import { describe, expect, it } from 'vitest';
import type { Lane, Triage } from '../../src/model/triage.js';
import type { Row } from '../../src/tui/line.js';
import { drawBar, hatch, niceScale } from '../../src/tui/timeline-bars.js';
import { blankCells } from '../../src/tui/timeline-cells.js';
import { timelineView } from '../../src/tui/timeline-view.js';
import type { Range } from '../../src/tui/view.js';
import { expectPicture, LANGS, linesOf, open, pressed, SIZES, sharedOf, textOf } from './drive.js';
import { crowd, lane, minute, night, nothing, perMinuteFrom, READS, RING } from './night.js';

const lengthOf = (window: Range | 'all' | undefined): number =>
  typeof window === 'object' ? window.to - window.from : Number.POSITIVE_INFINITY;
const begin = (part: Parameters<typeof sharedOf>[1] = {}) =>
  open(timelineView, sharedOf(night, part));
const withLanes = (...lanes: readonly Lane[]) => ({
  ...night,
  timeline: { ...night.timeline, lanes },
});

describe.each(SIZES)('$columns×$rows', (size) => {
  it.each(LANGS)('draws a night in %s', (lang) => {
    expectPicture(begin({ ...size, lang }), 'night');
  });

  it.each(LANGS)('draws forty nodes in %s', (lang) => {
    const shared = sharedOf(crowd, { ...size, lang });
    expectPicture(pressed(open(timelineView, shared), 'pagedown'), 'crowd');
  });
});

it('draws a selection, zoomed in', () => {
  const keys = ['+', 'left', 'left', 'left', ' ', 'right', 'right', 'right', 'right', ' '];
  expectPicture(pressed(begin({ columns: 80, rows: 21 }), ...keys), 'selected');
});

describe('bars', () => {
  const drawn = (main: number, behind: number, lost = false): string => {
    const rows = [blankCells(1), blankCells(1)];
    if (lost) hatch(rows, 0, 1);
    drawBar(rows, 0, { main, behind }, 100);
    return rows.map(([cell]) => cell?.text).join('');
  };

  it.each([
    [100, 100, '██'],
    [50, 50, ' █'],
    [75, 75, '▄█'],
    [0.1, 0.1, ' ▁'],
    [50, 100, '░█'],
    [0, 3, ' ·'],
    [0, 0, '  '],
    [20, 250, '↑▃'],
    [180, 180, '↑█'],
  ])('%d of the finding among %d draw %j', (main, behind, cells) => {
    expect(drawn(main, behind)).toBe(cells);
  });

  it('hatches where lines are missing, behind what was counted all the same', () => {
    expect(drawn(0, 0, true)).toBe('╱╱');
    expect(drawn(50, 50, true)).toBe('╱█');
  });

  it.each([
    [0, 0],
    [7, 8],
    [101, 150],
    [912, 1000],
    [0.3, 0.3],
    [Number.NaN, 0],
  ])('a rate of %d has a scale to %d', (rate, top) => expect(niceScale(rate)).toBe(top));
});

describe('what is drawn', () => {
  it('tells rates a minute, whatever the length of a column', () => {
    const steady = lane({
      all: perMinuteFrom(
        0,
        Array.from({ length: 180 }, () => 30),
      ),
    });
    const shared = sharedOf(withLanes(steady), { chosen: '' });
    const told = ['', '+', '++', '++++'].map((zooms) =>
      linesOf(pressed(open(timelineView, shared), ...zooms)).find((line) =>
        line.includes('UTC   '),
      ),
    );
    expect(told.map((line) => /server1 ([\d.,]+)\/min/.exec(line ?? '')?.[1])).toEqual(
      Array.from({ length: 4 }, () => '30'),
    );
  });

  it('draws the records of another finding when that is chosen', () => {
    expect(textOf(begin())).toContain(`${RING}, records a minute`);
    const reads = textOf(begin({ chosen: READS }));
    expect(reads).toContain(`${READS}, records a minute`);
    expect(reads).toContain('↑ off the scale');
  });

  it('draws all records for an outcome that has none of its own', () => {
    const text = textOf(begin({ chosen: 'etcd-slow-disk' }));
    expect(text).toMatch(/^records a minute/);
    expect(text).not.toContain('this finding');
  });

  it('draws the root cause before anything was chosen, and all records on demand', () => {
    expect(textOf(begin({ chosen: '' }))).toBe(textOf(begin({ chosen: RING })));
    const all = pressed(begin(), 'a');
    expect(textOf(all)).toMatch(/^records a minute/);
    expect(textOf(pressed(all, 'a'))).toBe(textOf(begin()));
    expect(textOf(pressed(all, 'f'))).toContain(`${READS}, records a minute`);
  });

  it('says by how much a clock was moved, of no other lane', () => {
    expect(textOf(begin()).match(/moved /g)).toHaveLength(1);
    expect(textOf(begin())).toContain('moved +3.2 s');
  });

  it('marks storms from, peak and to, and one that goes on', () => {
    const [first, second] = linesOf(begin()).filter((line) => line.includes('━'));
    expect(first).toMatch(/├━+▲━+┤/);
    expect(second).toMatch(/├━+▲━+→/);
  });

  it('explains no sign that is not there', () => {
    const quiet = sharedOf(withLanes(lane({ all: perMinuteFrom(3, [1]) })), { chosen: '' });
    const legend = linesOf(open(timelineView, quiet)).at(-1) ?? '';
    expect(legend).toBe('█ records');
  });

  it('tells everything of the moment under the cursor', () => {
    const at35 = minute(35) / 1000;
    const session = begin({ columns: 120, rows: 37 });
    const restart = { ...session, state: { ...session.state, cursor: at35 * 1000 } };
    expect(textOf(restart)).toContain('restart at 22:35:00');
    const lost = pressed(
      { ...session, state: { ...session.state, cursor: minute(100) } },
      'down',
      'down',
    );
    expect(textOf(lost)).toContain('lines missing 23:00:00 – 04-16 00:10:00');
  });

  it('says so where nothing has a time', () => {
    const session = open(timelineView, sharedOf(nothing));
    expect(textOf(session)).toContain('there is no timeline');
    expect(pressed(session, 'right', '+').step).toBeUndefined();
    const early = open(timelineView, sharedOf(nothing, { reading: true }));
    expect(textOf(early)).toContain('read yet');
  });
});

describe('rates', () => {
  const sparse = (everyMinutes: number, count = 1) => {
    const counts = Array.from({ length: 180 }, (_, at) => (at % everyMinutes === 0 ? count : 0));
    return open(
      timelineView,
      sharedOf(withLanes(lane({ all: perMinuteFrom(0, counts) })), { chosen: '' }),
    );
  };

  it.each([
    [1, 30, /^records a minute .*scale 0–\d/, /\d\/min/],
    [20, 1, /^records an hour .*scale 0–\d/, /\d\/h/],
  ])('every %d minutes %d records are told in a unit of their size', (every, count, head, rate) => {
    const text = textOf(sparse(every, count));
    expect(text).toMatch(head);
    expect(text).toMatch(rate);
    expect(text).not.toMatch(/0–0[^\d]/);
  });

  it('are told a day where there are fewer than one an hour', () => {
    const counts = { startMs: minute(0), bucketMs: 86_400_000, counts: [[0, 3]] as const };
    const days = {
      ...night,
      timeline: { from: minute(0), to: minute(90 * 1440), lanes: [lane({ all: counts })] },
    };
    expect(textOf(pressed(open(timelineView, sharedOf(days, { chosen: '' })), '0'))).toMatch(
      /^records a day /,
    );
  });

  it('say so where nothing is in view', () => {
    const session = pressed(sparse(170), '+', '+', '+', '+', '>');
    expect(linesOf(session)[0]).toContain('no record in view');
    expect(textOf(session)).not.toContain('scale');
  });

  it('never say none of what is there', () => {
    const texts = ['', '+', '++'].flatMap((zooms) =>
      Array.from({ length: 60 }, (_, at) =>
        textOf(pressed(sparse(7), ...zooms, ...Array.from({ length: at }, () => 'right'))),
      ),
    );
    for (const text of texts) expect(text).not.toContain('about 0 records');
  });
});

describe('a log of less than some seconds', () => {
  const short = (lengthMs: number) => {
    const from = minute(0) + 250;
    const all = { startMs: minute(0), bucketMs: 1_000, counts: [[0, 5]] as const };
    const timeline = { from, to: from + lengthMs, lanes: [lane({ all })] };
    return open(timelineView, sharedOf({ ...night, timeline }, { chosen: '' }));
  };

  it.each([0, 40, 400, 2_600, 9_000])('of %d ms has labels, and a cursor inside it', (lengthMs) => {
    const lines = linesOf(short(lengthMs));
    const axis = lines.findIndex((line) => /^ *UTC [┬▲]/.test(line));
    expect(lines[axis + 1]).toMatch(/2025-04-15 .*22:00:0\d/);
    expect(lines[axis]).toContain('▲');
    expect(lines[axis + 2]).toMatch(/^22:00:0/);
    expect(lines.join('\n')).not.toContain('about');
  });

  it('tells the records of a second in all of its columns', () => {
    const session = short(400);
    const counts = [0, 5, 15].map((steps) =>
      textOf(pressed(session, ...Array.from({ length: steps }, () => 'left'))),
    );
    for (const text of counts) expect(text).toContain('server1: 5 records');
    expect(textOf(session)).toContain('22:00:00 – 22:00:01 UTC');
  });
});

describe('the legend', () => {
  it('explains what is in view before all else, whole', () => {
    const last = linesOf(begin()).at(-1) ?? '';
    for (const part of ['this finding', 'lines missing', 'restart', 'new leader', 'from, peak, to'])
      expect(last).toContain(part);
    const calm = pressed(begin(), 'home', '+', '+', '<', '<');
    expect(linesOf(calm).at(-1)).not.toContain('lines missing');
  });

  it('is in the help as a whole', () => {
    for (const lang of LANGS)
      expect(
        timelineView
          .marks?.(lang)
          .map(({ keys }) => keys.charAt(0))
          .join(''),
      ).toBe('█░├╶→╱RL↑[');
  });
});

describe('the time in view', () => {
  const weeks = (part: Partial<Triage['timeline']>): Triage => ({
    ...night,
    timeline: { ...night.timeline, from: minute(-30 * 1440), ...part },
  });
  const shownTime = (triage: Triage, ...keys: readonly string[]): string => {
    const lines = linesOf(pressed(open(timelineView, sharedOf(triage)), ...keys));
    return lines.find((line) => /^ *2025-/.test(line)) ?? '';
  };

  it('is that of the finding where all of it would hide it', () => {
    expect(shownTime(weeks({}))).toMatch(/2025-04-15 .*23:00 .*04-16/);
  });

  it('is all of it on demand, and that of the finding again', () => {
    expect(shownTime(weeks({}), '0')).toMatch(/2025-03-1\d .*03-\d\d .*04-\d\d/);
    expect(shownTime(weeks({}), '0', '0')).toBe(shownTime(weeks({})));
  });

  it('is all of it where the finding has much of it', () => {
    expect(shownTime(night)).toMatch(/2025-04-15 +22:00 /);
  });

  it('is that of the records where no finding has any', () => {
    const lanes = [lane({ all: perMinuteFrom(60, [3, 4, 5]) })];
    expect(shownTime(weeks({ lanes }))).toMatch(/2025-04-15 .*22:30 .*23:00 .*23:20/);
  });
});

describe('keys', () => {
  const window = (text: string): string => /(\d\d:\d\d:\d\d[.\d]* – \S+) UTC/.exec(text)?.[1] ?? '';

  it('moves the cursor by a column, and the window when it comes to its edge', () => {
    const zoomed = pressed(begin(), '+', '+', '+');
    const steps = Array.from({ length: 80 }, () => 'right');
    const moved = pressed(zoomed, ...steps);
    expect(zoomed.state.window).not.toEqual(moved.state.window);
    expect(window(textOf(moved))).not.toBe(window(textOf(zoomed)));
  });

  it('zooms in around the cursor and out to all there is', () => {
    const before = begin();
    const zoomed = pressed(before, '+', '+');
    const { window: inside } = zoomed.state;
    expect(lengthOf(inside)).toBeLessThan(minute(65) - minute(0));
    expect(pressed(zoomed, '-', '-', '-').state.window).toBe('all');
    expect(pressed(zoomed, '0').state.window).toBe('all');
    expect(pressed(zoomed, '0', '0').state.window).toBeUndefined();
  });

  it('never zooms in further than to a bucket in each column', () => {
    const zoomed = pressed(begin(), ...Array.from({ length: 30 }, () => '+'));
    expect(linesOf(zoomed)[0]).toContain('one column is 1 min');
    expect(lengthOf(zoomed.state.window)).toBeGreaterThanOrEqual(minute(30) - minute(0));
    expect(pressed(zoomed, '+').state).toEqual(zoomed.state);
    expect(textOf(zoomed)).not.toContain('about');
  });

  it('selects from the first to the second space, either way around', () => {
    const there = pressed(begin(), ' ', 'right', 'right', ' ').shared.range;
    const back = pressed(begin(), 'right', 'right', ' ', 'left', 'left', ' ').shared.range;
    expect(there).toEqual(back);
    expect(there && there.from < there.to).toBe(true);
  });

  it('selects from and to the cursor with brackets', () => {
    const { range } = pressed(begin(), '[', 'right', 'right', 'right', ']').shared;
    const columnMs = (180 * 60_000) / 64;
    expect(range && range.to - range.from).toBeGreaterThan(columnMs * 3);
    expect(range && range.to - range.from).toBeLessThan(columnMs * 6);
  });

  it('clears with esc first what was begun, then what is selected, then nothing', () => {
    const selected = pressed(begin(), '[', ' ');
    expect(selected.state.anchor).toBeDefined();
    const once = pressed(selected, 'esc');
    expect([once.state.anchor, once.shared.range === undefined]).toEqual([undefined, false]);
    const twice = pressed(once, 'esc');
    expect(twice.shared.range).toBeUndefined();
    expect(pressed(twice, 'esc').step).toBeUndefined();
  });

  it('shows a selection that was made elsewhere, unless the user has moved on since', () => {
    const far = pressed(begin(), 'home', '+', '+', '+', '+');
    const range = { from: minute(150), to: minute(155) };
    const shown = { ...far, shared: { ...far.shared, range } };
    expect(textOf(shown)).toMatch(/\[══+\]/);
    expect(textOf(pressed(shown, 'home'))).not.toMatch(/══/);
  });

  it('leads to the record of the moment, and selects nothing by itself', () => {
    const { step } = pressed(begin(), 'enter');
    expect(step?.view).toBe('evidence');
    expect(step?.range).toBeUndefined();
    expect(step?.moment).toMatchObject({ node: 'server1' });
    const { from = 0, to = 0 } = step?.moment ?? {};
    expect(from <= minute(96) && minute(96) < to).toBe(true);
    const range = { from: minute(1), to: minute(2) };
    expect(pressed(begin({ range }), 'enter').shared.range).toEqual(range);
  });

  it('goes through the findings and around', () => {
    const chosen = ['f', 'ff', 'F'].map((keys) => pressed(begin(), ...keys).shared.chosen);
    expect(chosen).toEqual([READS, RING, READS]);
  });

  it('scrolls many nodes', () => {
    const first = open(timelineView, sharedOf(crowd));
    expect(textOf(first)).toContain('nodes 1–');
    const last = pressed(first, ...Array.from({ length: 9 }, () => 'pagedown'));
    expect(textOf(last)).toContain('› node-40');
  });
});

it('keeps its picture still while the input grows', () => {
  const grown = { ...night, timeline: { ...night.timeline, to: minute(181) } };
  const zoomed = pressed(begin(), '+', '+');
  const later = { ...zoomed, shared: { ...zoomed.shared, triage: grown } };
  expect(linesOf(later).slice(0, 18)).toEqual(linesOf(zoomed).slice(0, 18));
});

it('gives no tone but by what is drawn with a sign of its own', () => {
  const rows: readonly Row[] = timelineView.paint(timelineView.initial, sharedOf(night));
  const signs = new Map<string, Set<string>>();
  for (const { text, tone } of rows.slice(1, 17).flat()) {
    if (tone === 'chosen') continue;
    for (const sign of text.match(/[█░╱━─]/g) ?? [])
      signs.set(sign, (signs.get(sign) ?? new Set()).add(tone ?? 'plain'));
  }
  for (const [sign, tones] of signs) expect([sign, tones.size]).toEqual([sign, 1]);
});
