import type { Concluded } from '../conclude.js';
import type { NodeClock } from '../model/clock.js';
import type { Report } from '../model/report.js';
import type { Lane, Storm, Timeline } from '../model/triage.js';
import { lostOn } from './lost.js';
import { type Measured, measuredFindings, seenBy, stormsOf } from './storms.js';
import type { TimelineBook } from './timeline-book.js';

/** What happened when on each node, on the common clock; `book` has seen what the report counts. */
export function buildTimeline(concluded: Concluded, book: TimelineBook): Timeline {
  const { report, diagnosed, diagnosis } = concluded;
  const { inputFrom: from = 0, inputTo: to = 0, rulebook, facts } = diagnosed;
  const correlations = new Map(rulebook.correlations.map((rule) => [rule.name, rule]));
  const measured = measuredFindings(report.findings, diagnosis.weighed);
  const shown = measured.map((one) => ({
    ...one,
    storms: stormsOf(one),
    seen: seenBy(one.detections, correlations),
  }));
  const lanes = nodesOf(report, book, shown).map((node): Lane => {
    const moved = movedMs(report.cluster.clocks ?? [], node);
    const own = shown.filter(({ storms }) => storms.has(node));
    const storms = own.flatMap((one) => one.storms.get(node) ?? []);
    return {
      node,
      ...(moved === 0 ? {} : { movedMs: moved }),
      all: book.all(node, from),
      byFinding: Object.fromEntries(
        own
          .filter(({ seen }) => seen.length > 0)
          .map(({ finding, seen }) => [finding.key, book.of(node, seen, from)]),
      ),
      storms,
      ticks: book.ticks(node),
      lost: lostOn(
        {
          node,
          losses: facts.losses,
          sources: book.sources(node),
          coverage: report.coverage,
          storms,
          findings: report.findings,
        },
        { from, to },
      ),
    };
  });
  return { from, to, lanes };
}

/** Nodes that wrote something in the time, by name; what belongs to none stands last. */
function nodesOf(
  { coverage }: Report,
  book: TimelineBook,
  shown: readonly (Measured & { readonly storms: ReadonlyMap<string, readonly Storm[]> })[],
): readonly string[] {
  const names = new Set([
    ...book.nodes(),
    ...coverage.flatMap(({ node, from }) => (node === undefined || from === undefined ? [] : node)),
    ...shown.flatMap(({ storms }) => [...storms.keys()]),
  ]);
  const named = [...names].filter((name) => name !== '').sort();
  return names.has('') ? [...named, ''] : named;
}

/** Forward or back: `0` where the node's stamps stand as they are. */
function movedMs(clocks: readonly NodeClock[], node: string): number {
  const clock = clocks.find((one) => one.node === node);
  return clock?.corrected ? -clock.offsetMs : 0;
}
