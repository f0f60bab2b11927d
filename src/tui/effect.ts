import type { WriteOrder } from './write-dialog.js';

/** What the screen wants done outside of itself. */
export type Effect =
  | { readonly kind: 'around'; readonly source: string; readonly line: number }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'write'; readonly order: WriteOrder }
  /** Read no further. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'leave'; readonly how: 'quit' | 'interrupted' }
  | { readonly kind: 'suspend' };

export interface Outcome<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}
