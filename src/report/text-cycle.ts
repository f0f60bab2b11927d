import { cut, widthOf, wrap } from './layout.js';

const MAX_DRAWN = 8;
const MAX_NAME = 40;

/** What stands on the arrow between two nodes; `undefined`: nothing. */
export type LabelOf = (from: string, to: string) => string | undefined;

/** A node with what stands on the arrow behind it. */
interface Stop {
  readonly name: string;
  readonly label: string | undefined;
}

/**
 * A request cycle, drawn:
 *
 *     ┌─> server1 ─118/min─> server3 ──> server2 ─121/min─┐
 *     └───────────────────────────────────────────────────┘
 *
 * where the drawing would be wider than `width`, an arrow a line, or a sentence of them where nothing stands on
 * any. Nothing for an empty cycle.
 */
export function drawCycle(
  cycle: readonly string[],
  width: number,
  labelOf: LabelOf = () => undefined,
): string[] {
  const [first] = cycle;
  if (first === undefined) return [];
  const stops = shortened(cycle.map((name, at) => stopAt(cycle, name, at, labelOf)));
  const last = stops.length - 1;
  const arrows = stops.map(({ label = '' }, at) => `─${label}─${at === last ? '┐' : '>'}`);
  const closing = stops[last]?.label === undefined ? '─┐' : arrows[last];
  const top = stops
    .map(({ name }, at) => `${name} ${at === last ? closing : `${arrows[at]} `}`)
    .join('');
  if (widthOf(top) + 4 <= width) {
    return [`┌─> ${top}`, `└${'─'.repeat(widthOf(top) + 2)}┘`];
  }
  const names = [...stops.map(({ name }) => name), cut(first, MAX_NAME, 0.5)];
  if (stops.every(({ label }) => label === undefined)) return wrap(names.join(' -> '), width);
  return stops.flatMap(({ name, label }, at) =>
    wrap(`${name} ${label === undefined ? '' : `-${label}`}-> ${names[at + 1]}`, width),
  );
}

function stopAt(cycle: readonly string[], name: string, at: number, labelOf: LabelOf): Stop {
  const next = cycle[(at + 1) % cycle.length] ?? name;
  return { name: cut(name, MAX_NAME, 0.5), label: labelOf(name, next) };
}

/** Both ends of a long cycle; the number of those between stands for them. */
function shortened(stops: readonly Stop[]): readonly Stop[] {
  if (stops.length <= MAX_DRAWN) return stops;
  const left = stops.length - (MAX_DRAWN - 1);
  const between = { name: `(… ${left} …)`, label: stops.at(-2)?.label };
  return [...stops.slice(0, MAX_DRAWN - 2), between, ...stops.slice(-1)];
}
