/** One kept line: where it stands in time, order among lines of one instant, and how telling it is. */
export interface Placed {
  /** Time, or the line number where there is none. */
  readonly position: number;
  readonly source: string;
  readonly line: number;
  /** What its rules measure (`took`); absent where they measure nothing. */
  readonly effect?: number;
}

interface Slot<T extends Placed> {
  first: T;
  /** The line with the largest effect, where any has one. */
  top: T | undefined;
}

/** What slots held on another thread: the width of a slot, and the lines. */
export interface TakenSlots<T extends Placed> {
  readonly width: number;
  readonly items: readonly T[];
}

/** Of each slot of time the first line and the one with the largest effect. */
export interface QuoteSlots<T extends Placed> {
  /** Would the line be kept? */
  wants(position: number, source: string, line: number, effect: number | undefined): boolean;
  /** At most `maxSlots` slots are held: beyond, they widen. */
  keep(item: T, maxSlots: number): void;
  /** Widens until at most `maxSlots` slots are held. */
  narrowTo(maxSlots: number): void;
  list(): readonly T[];
  take(): TakenSlots<T>;
  /** As if the lines had been kept here, with those that others had displaced. */
  absorb(taken: TakenSlots<T>, maxSlots: number): void;
}

/** What is kept depends only on the lines and on the least `maxSlots`, not on the order of the lines. */
export function createQuoteSlots<T extends Placed>(): QuoteSlots<T> {
  let slots = new Map<number, Slot<T>>();
  let width = 1;
  let lastNo: number | undefined;
  let lastSlot: Slot<T> | undefined;

  const put = (item: T): void => {
    const { position, source, line, effect } = item;
    const no = Math.floor(position / width);
    const slot = slots.get(no);
    if (!slot) {
      slots.set(no, { first: item, top: effect === undefined ? undefined : item });
      return;
    }
    if (isBefore(position, source, line, slot.first)) slot.first = item;
    if (effect !== undefined && isAbove(effect, position, source, line, slot.top)) slot.top = item;
  };
  const widenTo = (wider: number): void => {
    if (wider <= width) return;
    const before = slots;
    width = wider;
    slots = new Map();
    for (const { first, top } of before.values()) {
      put(first);
      if (top !== undefined && top !== first) put(top);
    }
  };
  const narrowTo = (maxSlots: number): void => {
    while (slots.size > maxSlots) widenTo(width * 2);
    lastNo = undefined;
  };
  const list = (): readonly T[] => [
    ...new Set([...slots.values()].flatMap(({ first, top }) => (top ? [first, top] : [first]))),
  ];

  return {
    wants(position, source, line, effect) {
      const no = Math.floor(position / width);
      if (no !== lastNo) {
        lastNo = no;
        lastSlot = slots.get(no);
      }
      if (!lastSlot || isBefore(position, source, line, lastSlot.first)) return true;
      return effect !== undefined && isAbove(effect, position, source, line, lastSlot.top);
    },
    keep(item, maxSlots) {
      put(item);
      narrowTo(maxSlots);
    },
    narrowTo,
    list,
    take: () => ({ width, items: list() }),
    absorb(taken, maxSlots) {
      widenTo(taken.width);
      for (const item of taken.items) put(item);
      narrowTo(maxSlots);
    },
  };
}

function isBefore(position: number, source: string, line: number, other: Placed): boolean {
  if (position !== other.position) return position < other.position;
  if (source !== other.source) return source < other.source;
  return line < other.line;
}

/** Is the effect larger than that of `top`, or as large and earlier? */
function isAbove(
  effect: number,
  position: number,
  source: string,
  line: number,
  top: Placed | undefined,
): boolean {
  if (top?.effect === undefined || effect !== top.effect)
    return effect > (top?.effect ?? -Infinity);
  return isBefore(position, source, line, top);
}
