import { groupBy } from '../model/group-by.js';
import type { Finding } from '../model/report.js';
import { speak } from './fill.js';
import { ends, quantity, stamp } from './format.js';
import { widthOf } from './layout.js';
import { bodyWidth, names, type Page, textRow } from './page.js';

const MAX_NODES = 6;

/** Since when, how many, how fast against what is healthy, on which nodes, with which versions. */
export function measuredRows(page: Page, finding: Finding): string[] {
  const { from, measured } = finding;
  const isVersionPerNode = finding.affected.length >= finding.nodes.length;
  const listed = (parts: readonly string[]) => besideOrBelow(parts, bodyWidth(page));
  return [
    ...textRow(page, 'since', from === undefined ? [] : [interval(page, finding)]),
    ...textRow(page, 'count', listed(tally(page, finding))),
    ...textRow(page, 'rate', pace(page, finding)),
    ...textRow(page, 'measured', measured ? [measurement(page, measured)] : []),
    ...textRow(page, 'nodes', isVersionPerNode ? [] : [names(page, finding.nodes)]),
    ...textRow(page, 'versions', versions(page, finding)),
  ];
}

/** On one line where they fit, else each on its own. */
function besideOrBelow(parts: readonly string[], width: number): readonly string[] {
  const line = parts.join(' · ');
  return line !== '' && widthOf(line) <= width ? [line] : parts;
}

/** Ends that were not seen are none: it ran already where the log begins, or still where it ends. */
function interval({ say }: Page, { from = 0, to, openStart, openEnd }: Finding): string {
  const begin = (first: string): string => (openStart ? say.sinceBefore(first) : first);
  if (to === undefined || to <= from) return say.utc(begin(stamp(from)));
  const [first, last] = ends(from, to);
  const length = say.duration(to - from) + (openEnd ? say.untilEnd : '');
  return say.between(begin(first), last) + say.brackets(length);
}

function tally({ say }: Page, { count, peak, from, openStart }: Finding): string[] {
  const parts: string[] = [];
  if (count) parts.push(say.count(count.value, count.atLeast, openStart));
  if (peak) parts.push(say.peak(peak.perMinute, ends(from ?? peak.at, peak.at)[1]));
  return parts;
}

function pace({ say }: Page, { rate }: Finding): string[] {
  if (rate === undefined) return [];
  const { perMinute, per, baselinePerMinute, baselineFrom, ratio, quietCount } = rate;
  const compared =
    ratio === undefined
      ? say.against[baselineFrom](baselinePerMinute, quietCount)
      : say.times[baselineFrom](ratio, baselinePerMinute);
  return [say.rate[per](perMinute) + compared + quiet(say, rate)];
}

/** The input's own quiet minutes beside the known healthy rate. */
function quiet(say: Page['say'], rate: NonNullable<Finding['rate']>): string {
  const { baselineFrom, quietPerMinute, quietCount, quietRatio, isBurst } = rate;
  if (quietPerMinute === undefined) return '';
  const unsaid =
    quietRatio === undefined
      ? say.against.input(quietPerMinute, quietCount)
      : say.timesQuiet(quietRatio, quietPerMinute);
  // Few records in a log that is silent otherwise are no burst, but they do stand out.
  const isUsual = isBurst === false && quietPerMinute > 0;
  return (baselineFrom === 'rule' ? unsaid : '') + (isUsual ? say.noBurst : '');
}

function measurement(
  { say }: Page,
  { name, value, unit }: NonNullable<Finding['measured']>,
): string {
  const isLong = unit === 'ms' && value >= 1000;
  const amount = isLong ? `${quantity(value / 1000)} s` : `${quantity(value)} ${unit}`.trimEnd();
  return say.named(name, amount);
}

/** One line per answer: nodes of the same version, status and note stand together. */
function versions(page: Page, { affected, args }: Finding): string[] {
  const { say, lang } = page;
  const isOneFix = new Set(affected.flatMap(({ fix }) => fix ?? [])).size < 2;
  const groups = groupBy(affected, ({ status, version, fix, note }) =>
    JSON.stringify([status, version, fix, note?.en]),
  );
  return [...groups.values()].map((group) => {
    const { version, status, note, fix } = group[0];
    const where = names(
      page,
      group.map(({ node }) => node),
      MAX_NODES,
    );
    const why = note === undefined ? '' : say.brackets(speak(note, lang, args));
    const goal = fix === undefined || isOneFix ? '' : ` → ${fix}`;
    return `${version ?? say.noVersion} · ${say.status[status]}${why}${say.colon}${where}${goal}`;
  });
}
