import type { LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';
import type { EpochMs } from '../model/time.js';
import { createDigest, type Digest } from './digest.js';
import { createSpellKeeper, type SpokenSpell, type Voice } from './spells.js';

const MAX_NODES = 1000;

/** When a source spoke, and of which nodes. */
export interface SourceCoverage {
  /**
   * `node`: the one the record names, empty where it names none. `isTelling`: the record counts for who speaks
   * and for what the source is.
   */
  see(record: LogRecord, node: string, isTelling: boolean): void;
  /** Lines with times between these two were left out: it is no pause. */
  bridge(from: EpochMs, to: EpochMs): void;
  /** The stretches of time with records, in order; the ends are times of records. */
  readonly spells: readonly SpokenSpell[];
  /** Units, else identifiers, that speak in the source; from lines that are read whether or not it is sieved. */
  readonly programs: readonly string[];
  readonly digest: Digest;
  /** The node most records name. */
  readonly node: string | undefined;
  /** All nodes that records name. */
  readonly nodes: readonly string[];
}

export function createSourceCoverage(): SourceCoverage {
  const spells = createSpellKeeper();
  const voices = createVoices();
  const digest = createDigest();
  const nodes = new Map<string, { count: number }>();
  let lastNode: string | undefined;
  let lastCount = { count: 0 };

  const countNode = (node: string): void => {
    if (node !== lastNode) {
      lastCount = nodes.get(node) ?? { count: 0 };
      lastNode = node;
      if (nodes.size < MAX_NODES) nodes.set(ownText(node), lastCount);
    }
    lastCount.count += 1;
  };

  return {
    see(record, node, isTelling) {
      if (isTelling && node !== '') countNode(node);
      // Its beginning and lines of all regions tell a source from others as well as all lines do.
      if (record.line.aside !== true) digest.see(record);
      if (!record.time) return;
      spells.see(record.time.ms, voices.of(record));
    },
    bridge: spells.bridge,
    get spells() {
      return spells.list();
    },
    get programs() {
      return voices.programs();
    },
    get digest() {
      return digest.digest;
    },
    get nodes() {
      return [...nodes.keys()];
    },
    get node() {
      const byCount = [...nodes].sort(
        ([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1),
      );
      return byCount[0]?.[0];
    },
  };
}

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
