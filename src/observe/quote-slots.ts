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

/** Of each slot of time the first line and the one with the largest effect. */
export interface QuoteSlots<T extends Placed> {
  /** `make` is called only where the line is kept. At most `maxSlots` slots are held: beyond, they widen. */
  keep(placed: Placed, maxSlots: number, make: () => T): void;
  /** Widens until at most `maxSlots` slots are held. */
  narrowTo(maxSlots: number): void;
  list(): readonly T[];
}

/** What is kept depends only on the lines and on the least `maxSlots`, not on the order of the lines. */
export function createQuoteSlots<T extends Placed>(): QuoteSlots<T> {
  const slots = new Map<number, Slot<T>>();
  let width = 1;

  const add = (item: T): void => {
    const no = Math.floor(item.position / width);
    const slot = slots.get(no);
    if (!slot) {
      slots.set(no, { first: item, top: item.effect === undefined ? undefined : item });
      return;
    }
    if (isEarlier(item, slot.first)) slot.first = item;
    if (isStronger(item, slot.top)) slot.top = item;
  };
  const narrowTo = (maxSlots: number): void => {
    while (slots.size > maxSlots) {
      const all = list();
      width *= 2;
      slots.clear();
      for (const item of all) add(item);
    }
  };
  const list = (): readonly T[] => [
    ...new Set([...slots.values()].flatMap(({ first, top }) => (top ? [first, top] : [first]))),
  ];

  return {
    keep(placed, maxSlots, make) {
      const slot = slots.get(Math.floor(placed.position / width));
      if (slot && !isEarlier(placed, slot.first) && !isStronger(placed, slot.top)) return;
      add(make());
      if (slots.size > maxSlots) narrowTo(maxSlots);
    },
    narrowTo,
    list,
  };
}

function isEarlier(a: Placed, b: Placed): boolean {
  if (a.position !== b.position) return a.position < b.position;
  if (a.source !== b.source) return a.source < b.source;
  return a.line < b.line;
}

function isStronger(a: Placed, b: Placed | undefined): boolean {
  if (a.effect === undefined) return false;
  if (b?.effect === undefined || a.effect > b.effect) return true;
  return a.effect === b.effect && isEarlier(a, b);
}
