import { describe, expect, it } from 'vitest';
import { textOfRow } from '../../src/tui/rows.js';
import type { Shared } from '../../src/tui/view.js';
import { barOf } from '../../src/tui/why-signs.js';
import { whyView } from '../../src/tui/why-view.js';
import { expectPicture, LANGS, linesOf, open, pressed, SIZES, sharedOf, textOf } from './drive.js';
import { minute, night, nothing, READS, RING } from './night.js';

const begin = (part: Partial<Shared> = {}) => open(whyView, sharedOf(night, part));
const downs = (count: number): readonly string[] => Array.from({ length: count }, () => 'down');
/** The session with its cursor on the first line that holds the text. */
function on(session: ReturnType<typeof begin>, text: string) {
  for (let steps = 0; steps < 60; steps += 1) {
    const at = pressed(session, ...downs(steps));
    if (
      linesOf(at).some(
        (line) => line.includes('›') && line.slice(line.indexOf('› ')).includes(text),
      )
    )
      return at;
  }
  throw new Error(`no line with ${text}`);
}
const narrow = { columns: 80, rows: 57 };

describe.each(SIZES)('$columns×$rows', (size) => {
  it.each(LANGS)('explains a finding in %s', (lang) => {
    expectPicture(begin({ ...size, lang }), 'present');
  });

  it.each(LANGS)('explains what is missing in %s', (lang) => {
    expectPicture(begin({ ...size, lang, chosen: 'spegel-leader-election' }), 'missing');
  });

  it.each(LANGS)('explains silence in %s', (lang) => {
    expectPicture(begin({ ...size, lang, chosen: 'etcd-slow-disk' }), 'absent');
  });
});

it('lists all diagnoses in place of the tree where there is no room beside it', () => {
  expectPicture(pressed(begin({ columns: 80, rows: 21 }), 'd', 'down'), 'list');
});

describe('the tree', () => {
  it('marks what holds, what does not, and what nobody knows', () => {
    const text = textOf(begin(narrow));
    expect(text).toContain('✓ asked_by_node');
    expect(text).toContain('✗ p2p_request_burst');
    expect(text).toContain('? request_ring');
  });

  it('tells the best window in numbers and as a bar', () => {
    expect(textOf(begin(narrow))).toMatch(
      /best +███│████████ 240 \/ 60\n +240 records, 2025-04-15 23:36:00 UTC/,
    );
  });

  it('tells when a rule did hold, but not where the rest did', () => {
    const [present] = night.explanations;
    const elsewhere = JSON.parse(
      JSON.stringify(present).replace('"held":true,"type"', '"held":false,"type"'),
    );
    const triage = { ...night, explanations: [elsewhere] };
    expect(textOf(open(whyView, sharedOf(triage, narrow)))).toContain('not at the place and time');
    expect(textOf(begin(narrow))).not.toContain('not at the place and time');
  });

  it('opens and folds a correlation', () => {
    const head = on(begin(narrow), 'p2p_request_storm');
    expect(textOf(head)).toContain('A node that restarts');
    const folded = pressed(head, 'left');
    expect(textOf(folded).match(/A node that restarts/g)).toHaveLength(1);
    expect(textOf(pressed(folded, 'enter'))).toBe(textOf(head));
    expect(textOf(pressed(folded, 'right'))).toBe(textOf(head));
  });

  it('leaves tab to the screen, and has the list with d, or with left from what is folded', () => {
    const head = on(begin(narrow), 'p2p_request_storm');
    for (const focus of ['', 'd']) {
      const session = pressed(head, ...focus);
      for (const key of ['tab', 'shift-tab']) expect(pressed(session, key).step).toBeUndefined();
    }
    expect(pressed(head, 'd').state.focus).toBe('list');
    expect(pressed(head, 'left').state.focus).toBe('tree');
    expect(pressed(head, 'left', 'left').state.focus).toBe('list');
    expect(pressed(head, 'd', 'right').state.focus).toBe('tree');
  });

  it('leads from a signal to its records, of all times', () => {
    const { step } = pressed(on(begin(narrow), 'p2p_peer_request: 18,234'), 'enter');
    expect(step).toMatchObject({ view: 'evidence', signal: 'p2p_peer_request', range: 'all' });
  });

  it('leads from an interval to the timeline', () => {
    const { step } = pressed(on(begin(narrow), 'held for'), 'enter');
    expect(step).toMatchObject({ view: 'timeline', range: { from: minute(40), to: minute(170) } });
  });

  it('copies a command whole, from each of its rows', () => {
    const open = on(begin({ ...narrow, chosen: 'spegel-leader-election' }), 'kubectl');
    const copies = [open, pressed(open, 'down')].flatMap((session) =>
      ['y', 'c'].map((key) => pressed(session, key).step?.copy),
    );
    expect(new Set(copies)).toEqual(new Set([expect.stringMatching(/^kubectl .* > spegel\.log$/)]));
  });

  it('goes nowhere from a line that leads nowhere', () => {
    expect(pressed(begin(narrow), 'enter').step).toBeUndefined();
    expect(pressed(begin(narrow), 'y').step).toBeUndefined();
  });

  it('says that nothing was looked at where the product is another', () => {
    expect(textOf(begin({ chosen: 'konnectivity-reconnect' }))).toContain('None of the products');
  });

  it('says so where nothing was weighed', () => {
    expect(textOf(open(whyView, sharedOf(nothing)))).toContain('nothing to explain');
    expect(textOf(open(whyView, sharedOf(nothing, { reading: true })))).toContain('yet');
    expect(pressed(open(whyView, sharedOf(nothing)), 'down').step).toBeUndefined();
  });
});

describe('the list', () => {
  const wide = { columns: 120, rows: 37 };

  it('shows findings first, the silent last, each with the mark of its verdict', () => {
    const rows = linesOf(begin(wide)).map((line) => line.split('│')[0]?.trim());
    expect(rows.slice(1, 6)).toEqual([
      `› ● ${RING}`,
      `● ${READS}`,
      '? spegel-leader-election',
      '- konnectivity-reconnect',
      '○ etcd-slow-disk',
    ]);
  });

  it('chooses for all views as it goes', () => {
    const session = pressed(begin(wide), 'd', 'down', 'down');
    expect(session.shared.chosen).toBe('spegel-leader-election');
    expect(textOf(session)).toContain('No log of a Spegel pod');
  });

  it('begins at the top of each diagnosis', () => {
    const scrolled = pressed(begin(wide), ...downs(9), 'd', 'down', 'd');
    expect(pressed(scrolled, 'up').state.line).toBe(0);
  });

  it('stands for the finding that was chosen, not for the first of its kind', () => {
    const [first] = night.report.findings;
    const second = first && { ...first, key: `${RING}#2` };
    const report = { ...night.report, findings: first && second ? [first, second] : [] };
    const session = open(whyView, sharedOf({ ...night, report }, { ...wide, chosen: `${RING}#2` }));
    expect(linesOf(session)[1]).toContain(`› ● ${RING}`);
    expect(pressed(session, 'down', 'd').shared.chosen).toBe(`${RING}#2`);
  });
});

describe('a bar', () => {
  const drawn = (value: number, limit: number): string => textOfRow(barOf(value, limit, 10));

  it.each([
    [0, 60, '·········│'],
    [1, 60, '█········│'],
    [30, 60, '█████····│'],
    [60, 60, '█████████│'],
    [120, 60, '█████│████'],
    [6000, 60, '│█████████'],
    [0, 0, '│·········'],
  ])('of %d against %d is %s', (value, limit, bar) => expect(drawn(value, limit)).toBe(bar));
});
