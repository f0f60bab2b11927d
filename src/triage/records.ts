import type { Concluded } from '../conclude.js';
import { type Citation, compareCitations, type Quote } from '../model/observation.js';
import type { Finding } from '../model/report.js';
import type { QuotedRecord } from '../model/triage.js';
import { takeFairly } from './take-fairly.js';

/** Records beside those that findings cite. */
const MAX_RECORDS = 2_000;

/** A record while what is told of it is gathered. */
interface Gathering {
  /** As a finding cites it, else as it is kept: secrets were masked in either. */
  citation: Citation;
  /** On the common clock; absent where its source has no time. */
  readonly at?: number;
  readonly node: string;
  readonly level?: string;
  readonly signals: Set<string>;
  readonly findings: Set<string>;
}

const placeOf = ({ source, line }: Citation): string => `${source}:${line}`;

/**
 * Quoted records of all signals in the time that was looked at, in order of time. All that findings cite are among
 * them; of the others the first, the last and some between of each signal on each node.
 */
export function chooseRecords({ report, diagnosed }: Concluded): readonly QuotedRecord[] {
  const records = gatherQuotes(diagnosed);
  for (const finding of report.findings) cite(records, finding);
  const all = [...records.values()].sort((a, b) => compareCitations(timed(a), timed(b)));
  const cited = all.filter(({ findings }) => findings.size > 0);
  const others = all.filter(({ findings }) => findings.size === 0);
  const room = Math.max(0, MAX_RECORDS - cited.length);
  const chosen = new Set([...cited, ...takeFairly(others, kindsOf, room)]);
  return all.filter((one) => chosen.has(one)).map(toRecord);
}

const kindsOf = ({ node, signals }: Gathering): string => [node, ...signals].join('\u0001');

function gatherQuotes({ rulebook, context, ...input }: Concluded['diagnosed']) {
  const { inputFrom = Number.NEGATIVE_INFINITY, inputTo = Number.POSITIVE_INFINITY } = input;
  const isInside = ({ observation: { at } }: Quote): boolean =>
    at === undefined || (at >= inputFrom && at <= inputTo);
  const records = new Map<string, Gathering>();
  for (const { name } of rulebook.signals) {
    for (const quote of context.find(name, isInside)) {
      const held = records.get(placeOf(quote.citation));
      if (held) held.signals.add(name);
      else records.set(placeOf(quote.citation), startOf(quote));
    }
  }
  return records;
}

const startOf = ({ citation, observation, level }: Quote): Gathering => ({
  citation,
  node: observation.subject.node,
  ...(observation.at === undefined ? {} : { at: observation.at }),
  ...(level === undefined ? {} : { level }),
  signals: new Set([observation.signal]),
  findings: new Set(),
});

/** Findings may cite lines that are no records: settings. */
function cite(records: Map<string, Gathering>, { key, evidence, edges = [] }: Finding): void {
  for (const citation of [...evidence, ...edges.flatMap((edge) => edge.evidence)]) {
    const held = records.get(placeOf(citation));
    if (held) {
      held.citation = citation;
      held.findings.add(key);
    } else {
      const { node = '', time } = citation;
      records.set(placeOf(citation), {
        citation,
        node,
        ...(time === undefined ? {} : { at: time }),
        signals: new Set(),
        findings: new Set([key]),
      });
    }
  }
}

const timed = ({ citation, at }: Gathering): Citation => {
  const { time: _own, ...rest } = citation;
  return at === undefined ? rest : { ...rest, time: at };
};

function toRecord(record: Gathering): QuotedRecord {
  return {
    citation: timed(record),
    signals: [...record.signals].sort(),
    ...(record.level === undefined ? {} : { level: record.level }),
    findings: [...record.findings],
  };
}
