import type { Row, Span, Tone } from './line.js';

const SGR = /\u001B\[(\d+)m/g;
/** What the text report paints with, as tones. */
const TONE_OF: Readonly<Record<string, Tone>> = {
  31: 'bad',
  32: 'good',
  33: 'warn',
  36: 'accent',
};

interface Pen {
  readonly weight: Tone;
  readonly color: Tone | undefined;
}

/** A line of the text report, with its colours, as a row. */
export function rowOfAnsi(line: string): Row {
  const spans: Span[] = [];
  let pen: Pen = { weight: 'plain', color: undefined };
  let from = 0;
  for (const match of line.matchAll(SGR)) {
    add(spans, line.slice(from, match.index), pen);
    pen = turned(pen, match[1] ?? '');
    from = match.index + match[0].length;
  }
  add(spans, line.slice(from), pen);
  return spans;
}

function add(spans: Span[], text: string, { weight, color }: Pen): void {
  if (text !== '') spans.push({ text, tone: color ?? weight });
}

function turned(pen: Pen, code: string): Pen {
  if (code === '1') return { ...pen, weight: 'strong' };
  if (code === '2') return { ...pen, weight: 'dim' };
  if (code === '22') return { ...pen, weight: 'plain' };
  if (code === '0') return { weight: 'plain', color: undefined };
  return { ...pen, color: TONE_OF[code] };
}
