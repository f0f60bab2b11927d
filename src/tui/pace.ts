/** Between the effects of two keys: 15 frames a second while a key is held down. */
const KEY_MS = 66;
/** Between a frame and the next one that nobody asked for: figures that change faster cannot be read. */
const NEWS_MS = 200;

export interface Pace {
  /** Calls back at once, or as soon as another frame may follow; several askings share one frame. */
  ask(why: 'key' | 'news'): void;
  stop(): void;
}

/** Lets `draw` be called no more often than eyes need. Without askings there is no timer. */
export function createPace(draw: () => void): Pace {
  let keyAt = Number.NEGATIVE_INFINITY;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;

  function run(isKey: boolean): void {
    clearTimeout(timer);
    timer = undefined;
    dueAt = Number.POSITIVE_INFINITY;
    drawnAt = performance.now();
    if (isKey) keyAt = drawnAt;
    draw();
  }
  return {
    ask(why) {
      const isKey = why === 'key';
      const now = performance.now();
      const due = isKey ? keyAt + KEY_MS : drawnAt + NEWS_MS;
      if (due <= now) return run(isKey);
      if (due >= dueAt) return;
      clearTimeout(timer);
      dueAt = due;
      timer = setTimeout(() => run(isKey), due - now);
    },
    stop: () => clearTimeout(timer),
  };
}
