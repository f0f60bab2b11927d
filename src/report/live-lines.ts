import type { Confidence, Finding, Lang, Report, Role } from '../model/report.js';
import type { Severity } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { harmless } from './clean.js';
import { speak } from './fill.js';
import { ends, stamp } from './format.js';
import { type Words, words } from './words.js';

/** What was said of the findings so far. */
export type Told = readonly ToldFinding[];

interface ToldFinding {
  /** As it stood when something was last said of it. */
  readonly finding: Finding;
  readonly isOver: boolean;
}

/** A storm that pauses for less is not over. */
const QUIET_MS = 60_000;
const TIMES_WORSE = 2;
const SEVERITY: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const CONFIDENCE: readonly Confidence[] = ['possible', 'probable', 'confirmed'];
const ROLE: readonly Role[] = ['symptom', 'contributing', 'root-cause'];
const MAX_NODES = 6;

/**
 * A line for each finding that opens, worsens (in severity, confidence, role, nodes, or to twice its rate), is found to
 * be the consequence of another, ends, or goes on after its end. Each begins with `now`. `now`: the newest time of the log, and how long nothing came since.
 */
export function liveLines(
  told: Told,
  report: Report,
  now: EpochMs,
  lang: Lang,
): { readonly told: Told; readonly lines: readonly string[] } {
  const say = words[lang];
  const left = new Set(told);
  const lines: string[] = [];
  const next = report.findings.map((finding): ToldFinding => {
    const before = takeSame(finding, left);
    const isOver = isQuiet(finding, now);
    const state = stateOf(finding, before, isOver);
    if (state === undefined && before) return { finding: before.finding, isOver };
    const causes = report.findings.filter(({ id }) => finding.explainedBy.includes(id));
    if (state) lines.push(lineOf({ finding, causes, before, state, now, lang, say }));
    return { finding, isOver };
  });
  return { told: [...next, ...left], lines };
}

type State = keyof Words['live']['state'];

function stateOf(
  finding: Finding,
  before: ToldFinding | undefined,
  isOver: boolean,
): State | undefined {
  if (!before) return isOver ? 'over' : 'open';
  if (before.isOver) return isOver ? undefined : 'again';
  if (isOver) return 'over';
  if (isWorse(finding, before.finding)) return 'worse';
  return finding.role === before.finding.role ? undefined : 'role';
}

const isQuiet = ({ to }: Finding, now: EpochMs): boolean => to !== undefined && now - to > QUIET_MS;

const isWorse = (now: Finding, before: Finding): boolean =>
  SEVERITY.indexOf(now.severity) > SEVERITY.indexOf(before.severity) ||
  CONFIDENCE.indexOf(now.confidence) > CONFIDENCE.indexOf(before.confidence) ||
  ROLE.indexOf(now.role) > ROLE.indexOf(before.role) ||
  now.nodes.some((node) => !before.nodes.includes(node)) ||
  rateOf(now) >= TIMES_WORSE * Math.max(1, rateOf(before));

const rateOf = ({ peak, rate }: Finding): number => peak?.perMinute ?? rate?.perMinute ?? 0;

/** The same incident: of one diagnosis, at a common place and time. It is taken out. */
function takeSame(one: Finding, from: Set<ToldFinding>): ToldFinding | undefined {
  for (const told of from) {
    const { finding } = told;
    if (finding.id !== one.id || !meets(finding, one)) continue;
    from.delete(told);
    return told;
  }
  return undefined;
}

function meets(a: Finding, b: Finding): boolean {
  const isPlace = a.nodes.length === 0 || b.nodes.length === 0;
  if (!isPlace && !a.nodes.some((node) => b.nodes.includes(node))) return false;
  const { from: first = 0, to: last = first } = a;
  const { from = first, to = from } = b;
  return first <= to && from <= last;
}

interface LineInput {
  readonly finding: Finding;
  /** What explains it. */
  readonly causes: readonly Finding[];
  readonly before: ToldFinding | undefined;
  readonly state: State;
  readonly now: EpochMs;
  readonly lang: Lang;
  readonly say: Words;
}

/** `2025-04-15 08:12:03 UTC  OPEN  title · high severity, confirmed, root cause · server1, server2 · …` */
function lineOf({ finding, causes, before, state, now, lang, say }: LineInput): string {
  const { from = now, to = now, severity, confidence, role, title, args } = finding;
  const weight = [say.severity[severity], say.confidence[confidence], say.role[role]];
  const added = finding.nodes.filter((node) => !before?.finding.nodes.includes(node));
  const nodes = state === 'worse' && added.length > 0 ? say.live.newNodes(list(added)) : '';
  const parts = [
    speak(title, lang, args),
    weight.join(say.live.comma),
    list(finding.nodes) + nodes,
    spanOf(state, from, to, now, say),
    state === 'over' || finding.role !== 'symptom' ? '' : consequenceOf(causes, lang, say),
    rateOf(finding) > 0 ? say.rate.all(rateOf(finding)) : '',
    fixOf(finding, say),
  ];
  const text = parts.filter((part) => part !== '').join(' · ');
  return harmless(`${say.utc(stamp(now))}  ${say.live.state[state]}  ${text}`);
}

/** When it was, or since when it is. */
function spanOf(state: State, from: EpochMs, to: EpochMs, now: EpochMs, say: Words): string {
  if (state === 'over') return ends(from, to).join(say.to);
  return state === 'open' && from < now ? say.live.since(ends(now, from)[1]) : '';
}

function consequenceOf(causes: readonly Finding[], lang: Lang, say: Words): string {
  const titles = new Set(causes.map(({ title, args }) => speak(title, lang, args)));
  return titles.size === 0 ? '' : say.live.symptomOf([...titles].join(say.live.comma));
}

const list = (names: readonly string[]): string =>
  names.slice(0, MAX_NODES).join(', ') + (names.length > MAX_NODES ? ' …' : '');

function fixOf({ fixVersions }: Finding, say: Words): string {
  const releases = Object.entries(fixVersions).map(([product, version]) => `${product} ${version}`);
  return releases.length === 0 ? '' : say.live.fixedIn(releases.join(', '));
}
