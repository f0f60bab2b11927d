import { expect, it } from 'vitest';
import type { QuotedRecord, Triage } from '../../src/model/triage.js';
import { evidenceView } from '../../src/tui/evidence-view.js';
import { timelineView } from '../../src/tui/timeline-view.js';
import type { View } from '../../src/tui/view.js';
import { whyView } from '../../src/tui/why-view.js';
import { open, pressed, type Session, sharedOf } from './drive.js';
import { crowd, lane, minute, night, nightRecords, perMinuteFrom, RING } from './night.js';

/** Forty nodes of a day in minutes, and as many records as are quoted at most. */
const day = Array.from({ length: 1440 }, (_, at) => 30 + (at % 17));
const full: Triage = {
  ...crowd,
  timeline: {
    from: minute(0),
    to: minute(1440),
    lanes: crowd.timeline.lanes.map((one) =>
      lane({ ...one, all: perMinuteFrom(0, day), byFinding: { [RING]: perMinuteFrom(0, day) } }),
    ),
  },
  records: Array.from({ length: 200 }, (_, round): readonly QuotedRecord[] =>
    nightRecords.map((record) => ({
      ...record,
      citation: { ...record.citation, line: record.citation.line + round * 20_000 },
    })),
  ).flat(),
};

/** Milliseconds of the fastest of many frames: what the code takes, not what the machine is busy with. */
function frameMs({ view, state, shared }: Session<unknown>): number {
  const spent = Array.from({ length: 40 }, () => {
    const start = performance.now();
    view.paint(state, shared);
    return performance.now() - start;
  });
  return Math.min(...spent);
}

// The state of a view is understood by the view alone.
const VIEWS = [timelineView, evidenceView, whyView] as unknown as readonly View<unknown>[];
const SIZE = { columns: 200, rows: 57 };

it.each(VIEWS.map((view) => ({ name: view.name, view })))(
  'paints $name on a large screen in less than 5 ms',
  ({ view }) => {
    const session = open(view, sharedOf(full, SIZE));
    const searched = pressed(session, 'a', '/', ...'took', 'enter');
    expect(frameMs(session)).toBeLessThan(5);
    expect(frameMs(searched)).toBeLessThan(5);
    expect(frameMs(open(view, sharedOf(night, { ...SIZE, lang: 'zh' })))).toBeLessThan(5);
  },
);
