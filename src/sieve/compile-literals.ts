import { type Choice, chooseProbes, priceSlots } from './choose-probes.js';
import {
  ALL_BITS,
  formsOf,
  type Hash,
  markOf,
  OPEN_BITS,
  type Places,
  probesOf,
  SLOTS,
  type Step,
  slotOf,
} from './grams.js';

/** Numbers of an entry: gram, next entry of the slot, first byte of the literal, its offset, its length, its id. */
export const ENTRY_INTS = 6;
/** With more grams than this, too many probes meet a mark by chance: a smaller step needs fewer. */
const MAX_GRAMS = SLOTS / 8;
const STEPS: readonly Step[] = [4, 2, 1];
/** Odd numbers with well mixed bits: 2^32 by the golden ratio, then one of MurmurHash3 and one of xxHash32. */
const MULTIPLIERS: readonly number[] = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35];

export interface Tables {
  /** Distance of two probes in bytes. */
  readonly step: Step;
  readonly hash: Hash;
  /** For every slot the marks of the grams whose entries it holds. */
  readonly marks: Uint8Array;
  /** First entry of each slot, counted from 1; 0: none. */
  readonly heads: Uint32Array;
  /**
   * `ENTRY_INTS` numbers an entry: gram (little-endian, the bits that count), next entry of the slot (from 1; 0: none), first byte in
   * `bytes`, bytes from the first byte of the literal to the gram (-1: one before it), length, id.
   */
  readonly entries: Int32Array;
  /** The literals, one after the other. */
  readonly bytes: Uint8Array;
}

/**
 * Chooses for each literal the grams that are rarest in the sample, and of a few multipliers the one by which the fewest
 * other grams of the sample fall into their slots. Literals hold at least 4 bytes.
 */
export function compileLiterals(literals: readonly Uint8Array[], sample: Uint8Array): Tables {
  const { step, places, mask } = widest(literals);
  const [first = 1, ...others] = MULTIPLIERS;
  const choose = (multiplier: number) => {
    const hash = { mask, multiplier };
    return { hash, choice: chooseProbes(places, hash, priceSlots(sample, hash)) };
  };
  let best = choose(first);
  for (const multiplier of sample.length > 0 ? others : []) {
    const next = choose(multiplier);
    if (next.choice.cost < best.choice.cost) best = next;
  }
  return fillTables(literals, step, best.hash, best.choice);
}

/** The widest step that takes every literal and does not fill the table. */
function widest(literals: readonly Uint8Array[]) {
  for (const step of STEPS) {
    const places = literals.map((literal) => probesOf(literal, step));
    if (!places.every((found) => found !== undefined)) continue;
    const isOpen = places.some((all) => all.some(([choice]) => choice?.open !== 'none'));
    const mask = isOpen ? OPEN_BITS : ALL_BITS;
    if (step === 1 || gramsOf(places, mask) <= MAX_GRAMS) return { step, places, mask };
  }
  throw new RangeError('a literal is shorter than a gram');
}

/** How many grams one probe for each place takes: all choices of a place take as many. */
function gramsOf(literals: readonly Places[], mask: number): number {
  let grams = 0;
  for (const places of literals)
    for (const [choice] of places) if (choice) grams += formsOf(choice, mask).length;
  return grams;
}

function fillTables(
  literals: readonly Uint8Array[],
  step: Step,
  hash: Hash,
  { probes }: Choice,
): Tables {
  const marks = new Uint8Array(SLOTS);
  const heads = new Uint32Array(SLOTS);
  const count = gramsOf(
    probes.map((chosen) => chosen.map((probe) => [probe])),
    hash.mask,
  );
  const entries = new Int32Array(count * ENTRY_INTS);
  let at = 0;
  let start = 0;
  for (let id = 0; id < literals.length; id += 1) {
    const length = literals[id]?.length ?? 0;
    for (const probe of probes[id] ?? [])
      for (const gram of formsOf(probe, hash.mask)) {
        const slot = slotOf(gram, hash);
        entries[at] = gram;
        entries[at + 1] = heads[slot] ?? 0;
        entries[at + 2] = start;
        entries[at + 3] = probe.offset;
        entries[at + 4] = length;
        entries[at + 5] = id;
        at += ENTRY_INTS;
        heads[slot] = at / ENTRY_INTS;
        marks[slot] = (marks[slot] ?? 0) | markOf(gram, hash);
      }
    start += length;
  }
  return { step, hash, marks, heads, entries, bytes: Buffer.concat(literals) };
}
