import { formsOf, GRAM_BYTES, type Hash, type Places, type Probe, SLOTS, slotOf } from './grams.js';

/** What a probe that meets a mark costs, against one that has to look at one more entry of a marked slot. */
const COST_OF_MARK = 3;
/** So much of the sample is looked at, at every 4th byte: the byte order of the machine may make it useless, not wrong. */
const MAX_SAMPLE_BYTES = 131_072;

/** The probes of each literal, by its id: what a table has to hold so that no occurrence goes by unseen. */
export interface Choice {
  readonly probes: readonly (readonly Probe[])[];
  /** What they cost on the sample. */
  readonly cost: number;
}

/** What a probe that reads a gram of the slot costs on the first 128 KiB of the sample, by slot. */
export function priceSlots(sample: Uint8Array, hash: Hash): Uint32Array {
  const prices = new Uint32Array(SLOTS);
  const size = Math.min(sample.length, MAX_SAMPLE_BYTES);
  const copy = new Uint8Array(sample.subarray(0, size - (size % GRAM_BYTES)));
  const grams = new Int32Array(copy.buffer);
  for (let at = 0; at < grams.length; at += 1) {
    const slot = slotOf(grams[at] ?? 0, hash);
    prices[slot] = (prices[slot] ?? 0) + COST_OF_MARK;
  }
  return prices;
}

/** The cheapest probe for each place of each literal. Uses up `prices`: a slot once marked is cheaper for the next. */
export function chooseProbes(literals: readonly Places[], hash: Hash, prices: Uint32Array): Choice {
  const marks = new Uint8Array(SLOTS);
  let cost = 0;
  const take = (gram: number): void => {
    const slot = slotOf(gram, hash);
    const price = prices[slot] ?? 0;
    cost += price;
    if (marks[slot] === 1) return;
    marks[slot] = 1;
    prices[slot] = price / COST_OF_MARK;
  };
  const probes = literals.map((places) => {
    const chosen = places.map((choices) => cheapest(choices, hash, prices));
    for (const probe of chosen) {
      if (probe.open === 'none') take(probe.gram);
      else formsOf(probe, hash.mask).forEach(take);
    }
    return chosen;
  });
  return { probes, cost };
}

/** The first of the cheapest. There is at least one. */
function cheapest(choices: readonly Probe[], hash: Hash, prices: Uint32Array): Probe {
  const [first] = choices;
  if (!first) throw new Error('no probe to choose from');
  if (first.open !== 'none') return first;
  let best = first;
  let least = Number.POSITIVE_INFINITY;
  for (const choice of choices) {
    const price = prices[slotOf(choice.gram, hash)] ?? 0;
    if (price >= least) continue;
    best = choice;
    least = price;
  }
  return best;
}
