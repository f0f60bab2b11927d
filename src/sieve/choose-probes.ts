import { formsOf, type Places, type Probe, SLOTS, slotOf } from './grams.js';

/** What a probe that meets a mark costs, against one that has to look at one more entry of a marked slot. */
const COST_OF_MARK = 3;
/** The sample is looked at so far, at every so many bytes. */
const MAX_SAMPLE_BYTES = 262_144;
const SAMPLE_STEP = 16;

/** The probes of each literal, by its id: what a table has to hold so that no occurrence goes by unseen. */
export interface Choice {
  readonly probes: readonly (readonly Probe[])[];
  /** What they cost on the sample. */
  readonly cost: number;
}

/** How often each slot occurs in the sample, of its first 256 KiB, looking at every 16th byte. */
export function countSlots(sample: Uint8Array, multiplier: number): Uint32Array {
  const counts = new Uint32Array(SLOTS);
  const view = new DataView(sample.buffer, sample.byteOffset, sample.byteLength);
  const end = Math.min(sample.length, MAX_SAMPLE_BYTES) - 3;
  for (let at = 0; at < end; at += SAMPLE_STEP) {
    const slot = slotOf(view.getInt32(at, true), multiplier);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return counts;
}

/** The cheapest probe for each place of each literal. */
export function chooseProbes(
  literals: readonly Places[],
  multiplier: number,
  counts: Uint32Array,
): Choice {
  const marks = new Uint8Array(SLOTS);
  const priceOf = (slot: number): number =>
    (counts[slot] ?? 0) * (marks[slot] === 1 ? 1 : COST_OF_MARK);
  const costOf = (probe: Probe): number => {
    if (probe.open === 'none') return priceOf(slotOf(probe.gram, multiplier));
    return formsOf(probe).reduce((sum, gram) => sum + priceOf(slotOf(gram, multiplier)), 0);
  };
  let cost = 0;
  const probes = literals.map((places) => {
    const chosen = places.map((choices) => cheapest(choices, costOf));
    for (const probe of chosen) {
      cost += costOf(probe);
      for (const gram of formsOf(probe)) marks[slotOf(gram, multiplier)] = 1;
    }
    return chosen;
  });
  return { probes, cost };
}

/** The first of the cheapest. There is at least one. */
function cheapest(choices: readonly Probe[], costOf: (probe: Probe) => number): Probe {
  let [best] = choices;
  if (!best) throw new Error('no probe to choose from');
  if (choices.length === 1) return best;
  let least = costOf(best);
  for (const choice of choices) {
    if (choice === best) continue;
    const cost = costOf(choice);
    if (cost >= least) continue;
    best = choice;
    least = cost;
  }
  return best;
}
