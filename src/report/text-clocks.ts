import type { NodeClock } from '../model/clock.js';
import { quantity } from './format.js';
import { cut, indented } from './layout.js';
import { hanging, type Page, paragraph } from './page.js';
import { section } from './text-outcomes.js';

const MAX_CLOCKS = 8;
const MAX_NAME = 40;
const LEAST_MS = 1_000;
const MINUTE_MS = 60_000;

/** One sentence for each clock that is off by more than its uncertainty and a second; nothing where none is. */
export function clockLines(page: Page): string[] {
  const { report, say } = page;
  const off = (report.cluster.clocks ?? []).filter(
    ({ offsetMs, uncertaintyMs }) => Math.abs(offsetMs) > Math.max(uncertaintyMs, LEAST_MS),
  );
  const rest = off.length - MAX_CLOCKS;
  return section(page, say.heading.clocks(off.length), [
    ...off
      .slice(0, MAX_CLOCKS)
      .flatMap((clock) => indented(hanging('- ', sentence(page, clock), page.width - 2), 2)),
    ...(rest > 0 ? paragraph(page, say.moreConflicts(rest), 2) : []),
  ]);
}

function sentence({ say }: Page, clock: NodeClock): string {
  const { offsetMs, uncertaintyMs, pairs, zoneMinutes, corrected } = clock;
  const span = (ms: number): string =>
    ms < MINUTE_MS ? say.seconds(quantity(ms / 1000)) : say.duration(ms);
  const [node, reference] = [clock.node, clock.reference].map((name) => cut(name, MAX_NAME, 0.5));
  const names = { node: node ?? '', reference: reference ?? '' };
  const apart = { ...names, span: span(Math.abs(offsetMs)), isAhead: offsetMs > 0 };
  const proof = say.clock.proof(span(Math.ceil(uncertaintyMs)), pairs);
  const kind = zoneMinutes === undefined ? 'skew' : 'zone';
  const use = corrected ? say.clock.corrected(names.reference) : say.clock.uncertain;
  return say.clock[kind](apart) + proof + use;
}
