import { cut, widthOf, wrap } from './layout.js';

const MAX_DRAWN = 8;
const MAX_NAME = 40;

/**
 * A request cycle, drawn:
 *
 *     ┌─> server1 ──> server3 ──> server2 ─┐
 *     └────────────────────────────────────┘
 *
 * as a sentence of arrows where the drawing would be wider than `width`. Nothing for an empty cycle.
 */
export function drawCycle(cycle: readonly string[], width: number): string[] {
  const [first] = cycle;
  if (first === undefined) return [];
  const shown = shortened(cycle).map((name) => cut(name, MAX_NAME, 0.5));
  const top = `┌─> ${shown.join(' ──> ')} ─┐`;
  if (widthOf(top) <= width) return [top, `└${'─'.repeat(widthOf(top) - 2)}┘`];
  return wrap([...shown, cut(first, MAX_NAME, 0.5)].join(' -> '), width);
}

/** Both ends of a long cycle; the number of those between stands for them. */
function shortened(cycle: readonly string[]): readonly string[] {
  if (cycle.length <= MAX_DRAWN) return cycle;
  const left = cycle.length - (MAX_DRAWN - 1);
  return [...cycle.slice(0, MAX_DRAWN - 2), `(… ${left} …)`, ...cycle.slice(-1)];
}
