import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Around, Triage } from '../../src/model/triage.js';
import { evidenceView } from '../../src/tui/evidence-view.js';
import { paintRow } from '../../src/tui/paint.js';
import { textOfRow } from '../../src/tui/rows.js';
import { createTheme } from '../../src/tui/theme.js';
import { timelineView } from '../../src/tui/timeline-view.js';
import type { Shared, View } from '../../src/tui/view.js';
import { whyView } from '../../src/tui/why-view.js';
import { CHOICES, triages } from './arbitrary-triage.js';
import { answered, open, pressed, type Session, sharedOf } from './drive.js';

const KEYS = [
  ...['up', 'down', 'left', 'right', 'enter', 'esc', 'tab', 'pageup', 'pagedown', 'home', 'end'],
  ...[
    '+',
    '-',
    '0',
    '[',
    ']',
    ' ',
    'z',
    '<',
    '>',
    'f',
    'F',
    'a',
    'o',
    's',
    'v',
    'y',
    'c',
    'n',
    'N',
  ],
  ...['/', 'e', '.', '嵌', 'backspace', '(', '\\', 'S', '😀', 'ctrl-x', '['],
];
const keys = fc.array(fc.constantFrom(...KEYS), { maxLength: 14 });
const range = fc.option(
  fc.tuple(fc.nat(2 * 86_400_000), fc.nat(100_000)).map(([from, length]) => {
    const start = Date.UTC(2025, 3, 15, 23, 50) + from;
    return { from: start, to: start + length };
  }),
  { nil: undefined },
);
const parts = fc
  .record({
    lang: fc.constantFrom('en' as const, 'zh' as const),
    chosen: fc.constantFrom(...CHOICES),
    columns: fc.integer({ min: 20, max: 300 }),
    rows: fc.integer({ min: 4, max: 100 }),
    reading: fc.boolean(),
    range,
  })
  .map(
    ({ range: selected, ...rest }): Partial<Shared> =>
      selected ? { ...rest, range: selected } : rest,
  );
/** Raw lines around a record that was opened. */
const results: fc.Arbitrary<Around> = fc.oneof(
  fc.constantFrom<Around>({ why: 'pipe' }, { why: 'changed' }, { why: 'gone' }),
  fc
    .tuple(
      fc.nat(1000),
      fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('中'.repeat(5000))), {
        maxLength: 40,
      }),
    )
    .map(([no, texts]): Around => ({ lines: texts.map((text, at) => ({ no: no + at, text })) })),
);
const theme = createTheme({ level: 'none', light: false });

function expectToFit({ view, state, shared }: Session<unknown>): void {
  const rows = view.paint(state, shared);
  const { columns } = shared;
  expect(rows.length).toBeLessThanOrEqual(shared.rows);
  for (const row of rows) {
    const text = textOfRow(row);
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    if (stringWidth(text) > columns) expect.fail(`wider than ${columns}: ${text}`);
    expect(stringWidth(paintRow(row, columns, theme))).toBe(columns);
  }
  for (const { keys: names, does } of view.hints(state, shared)) {
    expect(names).not.toBe('');
    expect(does).not.toBe('');
  }
}

// The state of a view is understood by the view alone.
const VIEWS = [timelineView, evidenceView, whyView] as unknown as readonly View<unknown>[];

describe.each(VIEWS.map((view) => ({ name: view.name, view })))('$name', ({ view }) => {
  it('fits its room and shows no control character, whatever the triage, the size and the keys', () => {
    fc.assert(
      fc.property(triages, parts, keys, results, keys, (triage, part, typed, result, more) => {
        const session = pressed(open(view, sharedOf(triage, part)), ...typed);
        expectToFit(session);
        if (session.shared.around) expectToFit(pressed(answered(session, result), ...more));
      }),
      { numRuns: 80 },
    );
  });

  it('keeps a state of one triage and size with another', () => {
    fc.assert(
      fc.property(triages, triages, parts, parts, keys, (first, second, here, there, typed) => {
        const before = pressed(open(view, sharedOf(first, here)), ...typed);
        const grown = { ...before, shared: sharedOf(second, there) };
        expectToFit(grown);
        expectToFit(pressed(grown, ...typed.toReversed()));
      }),
      { numRuns: 40 },
    );
  });

  it('paints the same for the same, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(triages, parts, keys, (triage, part, typed) => {
        const before = JSON.stringify(triage);
        const session = pressed(open(view, sharedOf(triage, part)), ...typed);
        const again = structuredClone(triage) as Triage;
        const fresh = pressed(open(view, sharedOf(again, part)), ...typed);
        expect(fresh.view.paint(fresh.state, fresh.shared)).toEqual(
          session.view.paint(session.state, session.shared),
        );
        expect(JSON.stringify(triage)).toBe(before);
      }),
      { numRuns: 40 },
    );
  });
});
