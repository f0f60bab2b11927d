/** A pipe that pauses for less is no news. */
const STEPS_MS: readonly number[] = [15_000, 60_000, 300_000, 1_800_000];

/** How long nothing came. Times are milliseconds since the start. */
export interface Silence {
  /** To be called again and again: `lines` were read until now. */
  see(lines: number, now: number): void;
  /** 0 as long as it is no news. */
  readonly ms: number;
  /** Long enough for another answer; true once for each step. */
  takeNews(): boolean;
}

export function createSilence(): Silence {
  let known = 0;
  let since = 0;
  let lasts = 0;
  let told = 0;
  return {
    see(lines, now) {
      if (lines !== known) {
        since = now;
        told = 0;
      }
      known = lines;
      lasts = now - since;
    },
    get ms() {
      return lasts >= (STEPS_MS[0] ?? 0) ? lasts : 0;
    },
    takeNews() {
      const reached = STEPS_MS.filter((step) => lasts >= step).length;
      const isNews = reached > told;
      told = reached;
      return isNews;
    },
  };
}
