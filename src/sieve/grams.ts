/** Bytes probed at a position. */
export const GRAM_BYTES = 4;
/** Slots of the tables; a gram belongs to the slot of its hash. */
export const SLOTS = 65_536;
/** Choices for one place of a literal: more of them find no rarer gram worth the time. */
const MAX_CHOICES = 8;

/** How grams are told apart. */
export interface Hash {
  /** The bits of a gram that count. */
  readonly mask: number;
  /** An odd number. */
  readonly multiplier: number;
}

export const ALL_BITS = 0xffff_ffff;
/** Five bits of the outer bytes: a byte that may be any takes 32 slots, not 256, and few grams of a text fall together. */
export const OPEN_BITS = 0x1fff_ff1f;

/** The slot of a gram: the high half of its product with an odd number. */
export const slotOf = (gram: number, { mask, multiplier }: Hash): number =>
  Math.imul(gram & mask, multiplier) >>> 16;

/** One of eight bits, by three more bits of the product: of the grams of a slot most are told apart. */
export const markOf = (gram: number, { mask, multiplier }: Hash): number =>
  1 << ((Math.imul(gram & mask, multiplier) >>> 13) & 7);

/** Distance of two probes in bytes. */
export type Step = 1 | 2 | 4;

/** The four bytes (little-endian) that a probe reads when it stands `offset` bytes behind the start of the literal. */
export interface Probe {
  readonly offset: number;
  readonly gram: number;
  /** The byte of the gram that lies outside the literal and may be any: the first at offset -1, else the last. */
  readonly open: 'none' | 'first' | 'last';
}

/** Choices of probes, one list for each place that the start of a literal can have between two probes. */
export type Places = readonly (readonly Probe[])[];

/**
 * What probes can read of a literal: with one choice for every place in the table, no occurrence goes by unseen.
 * `undefined` if the literal is too short for the step: 4 bytes for a step of 4, fewer for any.
 */
export function probesOf(literal: Uint8Array, step: Step): Places | undefined {
  const places: (readonly Probe[])[] = [];
  for (let place = 0; place < step; place += 1) {
    const choices = wholeProbes(literal, step, place);
    if (choices.length === 0) choices.push(...openProbes(literal, step, place));
    if (choices.length === 0) return undefined;
    places.push(choices);
  }
  return places;
}

/** Every gram that a probe can take with this one, as far as its bits count: one, or all forms of the open byte. */
export function formsOf({ gram, open }: Probe, mask: number): readonly number[] {
  if (open === 'none') return [gram & mask];
  const shift = open === 'first' ? 0 : 24;
  const forms = Array.from({ length: 256 }, (_, byte) => (gram | (byte << shift)) & mask);
  return [...new Set(forms)];
}

/** Probes inside the literal, spread over it. */
function wholeProbes(literal: Uint8Array, step: Step, place: number): Probe[] {
  const last = literal.length - GRAM_BYTES;
  const all = Math.floor((last - place) / step) + 1;
  const stride = Math.ceil(all / MAX_CHOICES) * step;
  const probes: Probe[] = [];
  for (let offset = place; offset <= last; offset += stride)
    probes.push({ offset, gram: gramAt(literal, offset), open: 'none' });
  return probes;
}

/** Probes one byte before the literal or one byte too late. */
function openProbes(literal: Uint8Array, step: Step, place: number): Probe[] {
  const late = literal.length - GRAM_BYTES + 1;
  const probes: Probe[] = [];
  if (literal.length < GRAM_BYTES) return probes;
  if (place === step - 1) probes.push({ offset: -1, gram: gramAt(literal, 0) << 8, open: 'first' });
  if (late % step === place)
    probes.push({ offset: late, gram: gramAt(literal, late - 1) >>> 8, open: 'last' });
  return probes;
}

const gramAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24);
