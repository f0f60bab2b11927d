/** One kept line: where it stands in time, order among lines of one instant, and how telling it is. */
export interface Placed {
  /** Time, or the line number where there is none. */
  readonly position: number;
  readonly source: string;
  readonly line: number;
  /** What its rules measure (`took`); absent where they measure nothing. */
  readonly effect?: number | undefined;
}

/** Of what the line with the most is kept; finite, `undefined` where there is nothing of it. */
export type Weigh<T extends Placed> = (item: T) => number | undefined;

interface Slot<T extends Placed> {
  /** It begins at `no` times the width of a slot. */
  no: number;
  first: T;
  /** The line of the largest weight, where any has one. */
  top: T | undefined;
  /** The weight of that line; without one below all others. */
  most: number;
}

/** What slots held on another thread: the width of a slot, and the lines. */
export interface TakenSlots<T extends Placed> {
  readonly width: number;
  readonly items: readonly T[];
}

/** Of each slot of time the first line and the one of the largest weight. */
export interface QuoteSlots<T extends Placed> {
  /** Would the line be kept? Nearly always asked about the slot of the time before: then it costs a few compares. */
  wants(position: number, source: string, line: number, weight: number | undefined): boolean;
  /** At most `maxSlots` slots are held: beyond, they widen. */
  keep(item: T, maxSlots: number): void;
  /** Widens until at most `maxSlots` slots are held. */
  narrowTo(maxSlots: number): void;
  list(): readonly T[];
  take(): TakenSlots<T>;
  /** As if the lines had been kept here, with those that others had displaced. */
  absorb(taken: TakenSlots<T>, maxSlots: number): void;
}

/**
 * What is kept depends only on the lines and on the least `maxSlots`, not on the order of the lines: a slot is as
 * wide as the smallest power of two with which there are not too many.
 */
export function createQuoteSlots<T extends Placed>(
  weigh: Weigh<T> = ({ effect }) => effect,
): QuoteSlots<T> {
  /** By number. */
  const slots: Slot<T>[] = [];
  let width = 1;
  // The slot that was asked for last: from when to when it is, its index or the one it would have.
  let from = 0;
  let to = 0;
  let at = 0;
  let held: Slot<T> | undefined;

  const seek = (position: number): void => {
    const no = Math.floor(position / width);
    from = no * width;
    to = from + width;
    at = placeOf(no, slots);
    const slot = slots[at];
    held = slot?.no === no ? slot : undefined;
  };
  const put = (item: T): void => {
    const { position, source, line } = item;
    if (!(position >= from && position < to)) seek(position);
    const weight = weigh(item);
    const top = weight === undefined ? undefined : item;
    if (held === undefined) {
      held = { no: Math.floor(position / width), first: item, top, most: weight ?? -Infinity };
      if (at === slots.length) slots.push(held);
      else slots.splice(at, 0, held);
      return;
    }
    if (isBefore(position, source, line, held.first)) held.first = item;
    if (weight !== undefined && isAbove(weight, position, source, line, held)) {
      held.top = item;
      held.most = weight;
    }
  };
  const widen = (times: number): void => {
    if (times <= 1) return;
    width *= times;
    to = from; // no time is within it: what is asked for next is looked for
    joinNeighbours(slots, times);
  };
  const narrowTo = (maxSlots: number): void => {
    if (slots.length <= maxSlots) return;
    let times = 2;
    while (countOf(slots, times) > maxSlots) times *= 2;
    widen(times);
  };
  const list = (): readonly T[] =>
    slots.flatMap(({ first, top }) => (top && top !== first ? [first, top] : [first]));

  return {
    wants(position, source, line, weight) {
      if (!(position >= from && position < to)) seek(position);
      if (held === undefined || isBefore(position, source, line, held.first)) return true;
      return weight !== undefined && isAbove(weight, position, source, line, held);
    },
    keep(item, maxSlots) {
      put(item);
      narrowTo(maxSlots);
    },
    narrowTo,
    list,
    take: () => ({ width, items: list() }),
    absorb(taken, maxSlots) {
      widen(taken.width / width);
      for (const item of taken.items) put(item);
      narrowTo(maxSlots);
    },
  };
}

type Numbered = { readonly no: number };

/** The index of the slot, or the one it would have. Mostly it is the last one, or behind it. */
function placeOf(no: number, slots: readonly Numbered[]): number {
  let low = 0;
  let high = slots.length;
  const last = slots[high - 1];
  if (last === undefined || last.no < no) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((slots[middle]?.no ?? no) < no) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many slots there would be if each were so many times as wide. */
function countOf(slots: readonly Numbered[], times: number): number {
  let count = 0;
  let last: number | undefined;
  for (const { no } of slots) {
    const wide = Math.floor(no / times);
    if (wide !== last) count += 1;
    last = wide;
  }
  return count;
}

/** Makes each slot so many times as wide. Of those that become one the earlier has the first line. */
function joinNeighbours<T extends Placed>(slots: Slot<T>[], times: number): void {
  let count = 0;
  let last: Slot<T> | undefined;
  for (const slot of slots) {
    slot.no = Math.floor(slot.no / times);
    if (last?.no !== slot.no) {
      last = slot;
      slots[count] = slot;
      count += 1;
    } else if (slot.most > last.most) {
      last.top = slot.top;
      last.most = slot.most;
    }
  }
  slots.length = count;
}

function isBefore(position: number, source: string, line: number, other: Placed): boolean {
  if (position !== other.position) return position < other.position;
  if (source !== other.source) return source < other.source;
  return line < other.line;
}

/** Is the weight larger than that of the top of the slot, or as large and earlier? */
function isAbove(
  weight: number,
  position: number,
  source: string,
  line: number,
  { top, most }: Slot<Placed>,
): boolean {
  if (top === undefined || weight !== most) return weight > most;
  return isBefore(position, source, line, top);
}
