import { Text, useInput } from 'ink';
import { useSyncExternalStore } from 'react';
import { frameRows } from './frame.js';
import { keysOf } from './keys.js';
import { paintRows } from './paint.js';
import type { ScreenState } from './state.js';
import type { Theme } from './theme.js';
import type { Key } from './view.js';

/** Where the screen gets its state from, and where keys go to. */
export interface Feed {
  subscribe(listener: () => void): () => void;
  get(): ScreenState;
  press(keys: readonly Key[]): void;
}

/** One text for all rows: a node for each of them would take ten times as long to lay out. */
export function Frame({ state, theme }: { readonly state: ScreenState; readonly theme: Theme }) {
  const { columns, rows } = state;
  return <Text>{paintRows(frameRows(state), { columns, height: rows }, theme).join('\n')}</Text>;
}

export function Screen({ feed, theme }: { readonly feed: Feed; readonly theme: Theme }) {
  const state = useSyncExternalStore(feed.subscribe, feed.get);
  useInput((input, key) => feed.press(keysOf(input, key)));
  return <Frame state={state} theme={theme} />;
}
