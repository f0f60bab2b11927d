/** What a piece of text is, not how it looks: the theme decides that. */
export type Tone =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'critical'
  | 'chosen';

export interface Span {
  readonly text: string;
  readonly tone?: Tone;
}

/** One row of the screen, from its left edge. What is too long is cut by whoever paints it. */
export type Row = readonly Span[];
