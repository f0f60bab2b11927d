/** The first answer comes as soon as something is known. */
const FIRST_MS = 100;
const EVERY_MS = 1000;
/** Of the time since the start; so much longer than without answers in between the reading takes at most. */
const MAX_SHARE = 0.15;

/** When the next answer in between is due. Times are milliseconds since the start. */
export interface Pace {
  /** The moment from which on the next one may be given. */
  readonly dueAt: number;
  /** One was given. */
  took(from: number, to: number): void;
}

/** The larger the analysis, the dearer and the rarer its answers: all together take a bounded share of the time. */
export function createPace(): Pace {
  let dueAt = FIRST_MS;
  let spent = 0;
  return {
    get dueAt() {
      return dueAt;
    },
    took(from, to) {
      const cost = to - from;
      spent += cost;
      // The next one will cost as much as this one.
      dueAt = Math.max(from + EVERY_MS, (spent + cost) / MAX_SHARE - cost);
    },
  };
}
