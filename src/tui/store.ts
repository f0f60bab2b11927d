import type { Effect } from './effect.js';
import { createPace } from './pace.js';
import { press } from './press.js';
import { hear, type News } from './reduce.js';
import type { Feed } from './Screen.js';
import type { ScreenState } from './state.js';

export interface Store extends Feed {
  tell(news: News): void;
  /** Shows the present state at once. */
  flush(): void;
  stop(): void;
}

/** Holds the state of the screen; its listeners are called no more often than frames may follow each other. */
export function createStore(initial: ScreenState, run: (effect: Effect) => void): Store {
  let state = initial;
  /** What listeners see: it changes only with a frame. */
  let shown = initial;
  const listeners = new Set<() => void>();

  function draw(): void {
    if (shown === state) return;
    shown = state;
    for (const listener of listeners) listener();
  }
  const pace = createPace(draw);

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get: () => shown,
    press(keys) {
      for (const key of keys) {
        const pressed = press(state, key);
        state = pressed.state;
        for (const effect of pressed.effects) run(effect);
      }
      pace.ask('key');
    },
    tell(news) {
      const heard = hear(state, news);
      state = heard.state;
      pace.ask(isAnswer(news) ? 'key' : 'news');
      for (const effect of heard.effects) run(effect);
    },
    flush: draw,
    stop: pace.stop,
  };
}

/** Somebody waits for it. */
const isAnswer = (news: News): boolean =>
  news.kind !== 'event' || (news.event.kind === 'triage' && news.event.final);
