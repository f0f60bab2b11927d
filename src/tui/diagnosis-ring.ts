import type { Finding } from '../model/report.js';
import { padEnd, widthOf } from '../report/layout.js';
import { bodyWidth, type Page } from '../report/page.js';
import type { Row } from './line.js';
import { type RingStop, ringRows } from './ring.js';
import { EMPTY_ROW, span } from './rows.js';
import { diagnosisWords } from './words/diagnosis.js';

const MAX_RINGS = 3;
/** The conclusion of the rules that tells of an address which leads back to its own node. */
const BACK_TO_ITSELF = 'self_reference';

/** The request rings of a finding, drawn, beside their label. */
export function ringFindingRows(page: Page, finding: Finding): readonly Row[] {
  const { cycles } = finding;
  if (cycles.length === 0) return [];
  const width = bodyWidth(page);
  const drawn = cycles
    .slice(0, MAX_RINGS)
    .flatMap((cycle) => ringRows(stopsOf(page, finding, cycle), width));
  const label = page.say.label.requests;
  const isStacked = page.width - width < widthOf(label);
  if (isStacked) {
    return [[span(label, 'dim')], ...drawn.map((line): Row => [span('  '), ...line]), EMPTY_ROW];
  }
  const by = page.width - width;
  return drawn.map((line, at): Row => [span(padEnd(at === 0 ? label : '', by), 'dim'), ...line]);
}

function stopsOf(page: Page, finding: Finding, cycle: readonly string[]): readonly RingStop[] {
  const stops = cycle.map((name, at): RingStop => {
    const next = cycle[(at + 1) % cycle.length] ?? name;
    const label = labelOf(page, finding, name, next);
    return label === undefined ? { name } : { name, label };
  });
  const isBack = stops.length === 1 && finding.conclusion === BACK_TO_ITSELF;
  return isBack ? [...stops, { name: diagnosisWords[page.lang].virtual, isVirtual: true }] : stops;
}

function labelOf(page: Page, { edges = [] }: Finding, from: string, to: string) {
  const edge = edges.find((one) => one.from === from && one.to === to);
  if (edge?.perMinute !== undefined) return page.say.arrow(edge.perMinute);
  return edge?.configured ? diagnosisWords[page.lang].setting : undefined;
}
