import type { LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';
import { createSpellKeeper, type Spell } from './spells.js';

const MAX_NODES = 1000;

/** When a source spoke, and of which nodes. */
export interface SourceCoverage {
  /** `node`: the one the record names, empty where it names none. */
  see(record: LogRecord, node: string): void;
  /** The stretches of time with records, in order; the ends are times of records. */
  readonly spells: readonly Spell[];
  /** The node most records name. */
  readonly node: string | undefined;
  /** All nodes that records name. */
  readonly nodes: readonly string[];
}

export function createSourceCoverage(): SourceCoverage {
  const spells = createSpellKeeper();
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
    see({ time }, node) {
      if (node !== '') countNode(node);
      if (time) spells.see(time.ms);
    },
    get spells() {
      return spells.list();
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
