import type { LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';
import type { EpochMs, Instant } from '../model/time.js';
import { createDigest, type Digest } from './digest.js';
import { createSpellKeeper, type SpokenSpell, type Voice } from './spells.js';
import { createSpellsApart, type SpellsApart } from './spells-apart.js';

const MAX_NODES = 1000;
const MAX_HOST_PROGRAMS = 100;

/** A node that records name, by the lines that count for who speaks. */
export interface Host {
  readonly name: string;
  readonly from?: EpochMs;
  readonly to?: EpochMs;
  /** As of the source. */
  readonly programs: readonly string[];
}

/** When a source spoke, and of which nodes. */
export interface SourceCoverage {
  /**
   * `node`: the one the record names, empty where it names none. `isTelling`: the record counts for who speaks
   * and for what the source is.
   */
  see(record: LogRecord, node: string, isTelling: boolean): void;
  /** Lines with times between these two were left out: it is no pause. */
  bridge(from: Instant, to: Instant): void;
  /** The stretches of time with records, in order; the ends are times of records. */
  readonly spells: readonly SpokenSpell[];
  /** The same, kept apart by the clock; absent where no time is an assumed one. */
  readonly apart: SpellsApart | undefined;
  /** Units, else identifiers, that speak in the source; from lines that are read whether or not it is sieved. */
  readonly programs: readonly string[];
  readonly digest: Digest;
  /** The node most records name. */
  readonly node: string | undefined;
  /** All nodes that records name. */
  readonly hosts: readonly Host[];
}

export function createSourceCoverage(): SourceCoverage {
  const spells = createSpellKeeper();
  let apart: ReturnType<typeof createSpellsApart> | undefined;
  const voices = createVoices();
  const digest = createDigest();
  const hosts = createHosts();

  return {
    see(record, node, isTelling) {
      // Its beginning and lines of all regions tell a source from others as well as all lines do.
      if (record.line.aside !== true) digest.see(record);
      if (isTelling && node !== '') hosts.see(record, node);
      if (!record.time) return;
      const { time } = record;
      if (time.assumed) apart ??= createSpellsApart(spells.list());
      const voice = voices.of(record);
      spells.see(time.ms, voice);
      apart?.see(time, voice);
    },
    bridge(from, to) {
      spells.bridge(from.ms, to.ms);
      apart?.bridge(from, to);
    },
    get spells() {
      return spells.list();
    },
    get apart() {
      return apart?.list();
    },
    get programs() {
      return voices.programs();
    },
    get digest() {
      return digest.digest;
    },
    get hosts() {
      return hosts.list();
    },
    get node() {
      return hosts.mostHeard();
    },
  };
}

interface OpenHost {
  count: number;
  from: EpochMs | undefined;
  to: EpochMs | undefined;
  readonly programs: Set<string>;
}

/** Which nodes records name; one after the other, most of them are the same. */
function createHosts() {
  const hosts = new Map<string, OpenHost>();
  let lastNode: string | undefined;
  let last = openHost();
  let lastProgram: string | undefined;

  const turnTo = (node: string): void => {
    lastProgram = undefined;
    lastNode = node;
    last = hosts.get(node) ?? openHost();
    if (hosts.size < MAX_NODES) hosts.set(ownText(node), last);
  };

  return {
    see({ time, unit, ident, line }: LogRecord, node: string): void {
      if (node !== lastNode) turnTo(node);
      last.count += 1;
      if (time !== undefined) {
        if (last.from === undefined || time.ms < last.from) last.from = time.ms;
        if (last.to === undefined || time.ms > last.to) last.to = time.ms;
      }
      const program = unit ?? ident;
      if (program === undefined || program === lastProgram || line.aside === true) return;
      lastProgram = program;
      if (last.programs.size < MAX_HOST_PROGRAMS) last.programs.add(ownText(program));
    },
    list: (): readonly Host[] =>
      [...hosts].map(([name, { from, to, programs }]) => ({
        name,
        ...(from === undefined || to === undefined ? {} : { from, to }),
        programs: [...programs].sort(),
      })),
    mostHeard(): string | undefined {
      const byCount = [...hosts].sort(
        ([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1),
      );
      return byCount[0]?.[0];
    },
  };
}

const openHost = (): OpenHost => ({
  count: 0,
  from: undefined,
  to: undefined,
  programs: new Set(),
});

const MAX_PROGRAMS = 1000;
/** The first process of a machine speaks for others, and is always the same. */
const INIT = 1;

/** Who writes records; equal voices in a row are one object. */
function createVoices() {
  const names = new Map<string, string>();
  const spoken = new Set<string>();
  let lastName: string | undefined;
  let own = '';
  let last: Voice | undefined;

  const intern = (name: string): string => {
    const known = names.get(name) ?? ownText(name);
    if (names.size < MAX_PROGRAMS) names.set(known, known);
    return known;
  };

  return {
    programs: (): readonly string[] => [...spoken].sort(),
    of({ unit, ident, pid, line }: LogRecord): Voice | undefined {
      const name = unit ?? ident;
      if (name === undefined) return undefined;
      if (name !== lastName) own = intern(name);
      lastName = own;
      if (line.aside !== true && spoken.size < MAX_PROGRAMS) spoken.add(own);
      if (pid === undefined || pid <= INIT) return undefined;
      if (last?.name !== own || last.pid !== pid) last = { name: own, pid };
      return last;
    },
  };
}
