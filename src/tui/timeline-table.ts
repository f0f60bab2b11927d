import type { Storm } from '../model/triage.js';
import { stamp } from '../report/format.js';
import { cut, padEnd, widthOf } from '../report/layout.js';
import type { Row } from './line.js';
import { EMPTY_ROW, span } from './rows.js';
import { overlaps, rangeOfGrid } from './timeline-grid.js';
import { clockBeside, nodeName } from './timeline-names.js';
import type { Picture } from './timeline-picture.js';

interface Interval extends Storm {
  readonly node: string;
}

const GAP = '  ';
const MAX_CELL = 36;

/** The intervals in view as a list, those of the chosen finding first; nothing where there are none. */
export function tableRows(picture: Picture): readonly Row[] {
  const { layout, say } = picture;
  const all = intervals(picture);
  if (layout.table === 0 || all.length === 0) return [];
  const room = layout.table - 2;
  const shown = all.length > room ? all.slice(0, Math.max(0, room - 1)) : all;
  const { table } = say;
  const head = [table.finding, table.node, table.from, table.peak, table.to, table.span];
  const lines = [head, ...shown.map((one) => cellsOf(picture, one))].map((line) =>
    line.map((cell) => cut(cell, MAX_CELL, 0.5)),
  );
  const widths = head.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))));
  const rows = lines.map((line, index): Row => {
    const text = line.map((cell, at) => padEnd(cell, widths[at] ?? 0)).join(GAP);
    const isMain = index > 0 && shown[index - 1]?.finding === picture.finding;
    return [span(GAP + text, index === 0 ? 'dim' : isMain ? 'strong' : 'plain')];
  });
  const rest = all.length - shown.length;
  return [EMPTY_ROW, ...rows, ...(rest > 0 ? [[span(GAP + table.more(rest), 'dim')]] : [])];
}

function intervals({ shared, grid, finding }: Picture): readonly Interval[] {
  const window = rangeOfGrid(grid);
  const all = shared.triage.timeline.lanes.flatMap(({ node, storms }) =>
    storms.filter((storm) => overlaps(storm, window)).map((storm) => ({ ...storm, node })),
  );
  const later = (one: Interval): number => (one.finding === finding ? 0 : 1);
  return all.sort((a, b) => later(a) - later(b) || a.from - b.from);
}

function cellsOf({ say }: Picture, { finding, node, from, peak, to, open }: Interval): string[] {
  return [
    finding,
    nodeName(node, say),
    stamp(from),
    clockBeside(peak, from),
    open ? say.open : clockBeside(to, from),
    say.span(to - from),
  ];
}
