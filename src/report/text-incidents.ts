import type { Finding } from '../model/report.js';
import type { EpochMs } from '../model/time.js';
import { ends, stamp } from './format.js';
import { cut } from './layout.js';
import { bodyWidth, names, type Page, row } from './page.js';

/** Other incidents with a line of their own. */
const MAX_LINES = 6;
const MAX_NODES = 4;

/** The other incidents of the diagnosis, the latest first, a line each: when, where, how many, how sure where that differs. */
export function incidentsRow(page: Page, shown: Finding, others: readonly Finding[]): string[] {
  if (others.length === 0) return [];
  const few = others.length > MAX_LINES + 1 ? others.slice(0, MAX_LINES) : others;
  const rest = others.slice(few.length);
  const width = bodyWidth(page);
  return row(page, 'incidents', [
    cut(page.say.otherIncidents(others.length), width),
    ...few.map((one) => cut(`  ${incidentLine(page, one, shown)}`, width)),
    ...(rest.length > 0 ? [cut(`  ${restLine(page, rest)}`, width)] : []),
  ]);
}

function incidentLine(page: Page, one: Finding, shown: Finding): string {
  const { say } = page;
  const { from, to, nodes, count, confidence } = one;
  const parts = [
    from === undefined ? '' : ends(from, to ?? from).join(say.to),
    nodes.length > 0 ? names(page, nodes, MAX_NODES) : '',
    count ? say.count(count.value, false) : '',
    confidence === shown.confidence ? '' : say.confidence[confidence],
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function restLine({ say }: Page, rest: readonly Finding[]): string {
  const times = rest.flatMap(({ from }) => from ?? []);
  if (times.length === 0) return say.more(rest.length);
  return say.moreIncidents(rest.length, dayOf(Math.min(...times)), dayOf(Math.max(...times)));
}

const dayOf = (ms: EpochMs): string => stamp(ms).split(' ')[0] ?? '';
