import { groupBy } from '../model/group-by.js';
import type { Gap, GapReason } from '../model/report.js';
import { gapsBetween, type Spell, type SpokenSpell } from './spells.js';

/** A source with its times completed and its node settled. */
export interface SpokenSource {
  readonly source: string;
  /** Empty where it is not known: then nobody else tells of its machine. */
  readonly node: string;
  /** Its stamps carry no zone: a change to summer time looks like a pause of an hour. */
  readonly zoneless: boolean;
  readonly spells: readonly SpokenSpell[];
  /** Units, else identifiers, that speak in it. */
  readonly programs: readonly string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** So much was read of a log that always speaks, for each of its pauses. */
const MIN_SPOKEN_MS = 30 * MINUTE_MS;

/**
 * The gaps of each source, by its name, with the reason where one is known. A log that always speaks (that of
 * K3s, etcd or the kubelet does, every ten minutes) does not fall silent for a quarter of an hour: if the same
 * process speaks again, lines are missing, for certain where other logs of its node went on.
 */
export function gapsOfSources(
  sources: readonly SpokenSource[],
): ReadonlyMap<string, readonly Gap[]> {
  const named = sources.filter(({ node }) => node !== '');
  const byNode = groupBy(named, ({ node }) => node);
  return new Map(sources.map((one) => [one.source, gapsOf(one, byNode.get(one.node) ?? [])]));
}

function gapsOf(own: SpokenSource, ofNode: readonly SpokenSource[]): readonly Gap[] {
  const { spells } = own;
  const ends = new Map(spells.map(({ last, to }) => [to, last]));
  const starts = new Map(spells.map(({ first, from }) => [from, first]));
  return gapsBetween(spells).map((gap): Gap => {
    const [before, after] = [ends.get(gap.from), starts.get(gap.to)];
    if (!before || before.name !== after?.name) return gap;
    if (before.pid !== after.pid) return { ...gap, why: 'stopped' };
    const why = alwaysSpeaks(spells) ? whyMissing(gap, before.name, own, ofNode) : undefined;
    return why === undefined ? gap : { ...gap, why };
  });
}

/** The process went on: are its lines missing here? */
function whyMissing(
  gap: Gap,
  program: string,
  own: SpokenSource,
  ofNode: readonly SpokenSource[],
): GapReason | undefined {
  const others = ofNode.filter((one) => one !== own && speaksIn(one.spells, gap));
  // What is missing here may stand there.
  if (others.some(({ programs }) => programs.includes(program))) return undefined;
  if (others.length > 0) return 'lost';
  return own.zoneless && mayBeSummerTime(gap) ? undefined : 'silent';
}

function alwaysSpeaks(spells: readonly Spell[]): boolean {
  const spokenMs = spells.reduce((sum, { from, to }) => sum + to - from, 0);
  return spokenMs >= MIN_SPOKEN_MS * Math.max(1, spells.length - 1);
}

/** Well inside: clocks and stamps of two logs differ. */
const speaksIn = (spells: readonly Spell[], { from, to }: Spell): boolean =>
  spells.some((spell) => spell.to > from + MINUTE_MS && spell.from < to - MINUTE_MS);

const mayBeSummerTime = ({ from, to }: Spell): boolean =>
  to - from >= HOUR_MS && to - from <= HOUR_MS + 15 * MINUTE_MS;
