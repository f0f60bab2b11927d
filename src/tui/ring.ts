import { cut, padEnd, widthOf } from '../report/layout.js';
import { drawCycle } from '../report/text-cycle.js';
import type { Row, Span } from './line.js';
import { rowOf, span } from './rows.js';

/** A node of a ring with what stands on the arrow to the next one. */
export interface RingStop {
  readonly name: string;
  /** `180/min`; absent: nobody knows. */
  readonly label?: string;
  /** No node, but an address that leads to one: virtual, or of a load balancer. */
  readonly isVirtual?: true;
}

const MAX_NAME = 34;
const MAX_TALL = 5;
const HEAD = '▶';

/** Nodes as boxes, requests as arrows with their rates; a virtual address has a double line. Narrow: below each other, or as text. */
export function ringRows(ring: readonly RingStop[], width: number): readonly Row[] {
  const stops = ring.map((stop) => ({ ...stop, name: cut(stop.name, MAX_NAME, 0.5) }));
  const wide = wideRing(stops, width);
  if (wide) return wide;
  if (stops.length <= MAX_TALL) {
    const tall = tallRing(stops, width);
    if (tall) return tall;
  }
  const label = (name: string) => ring.find((stop) => stop.name === name)?.label;
  return drawCycle(
    ring.map(({ name }) => name),
    width,
    label,
  ).map((line) => [span(line, 'accent')]);
}

/** What a box is drawn with: corners from the upper left, clockwise, then its lines. */
const PLAIN = { corners: '╭╮╯╰', flat: '─', side: '│', out: '├', down: '┬' };
const DOUBLE = { corners: '╔╗╝╚', flat: '═', side: '║', out: '╟', down: '╤' };
const penOf = ({ isVirtual }: RingStop) => (isVirtual ? DOUBLE : PLAIN);

const boxWidth = ({ name }: RingStop): number => widthOf(name) + 4;

const top = (stop: RingStop): string => {
  const { corners, flat } = penOf(stop);
  return `${corners[0]}${flat.repeat(boxWidth(stop) - 2)}${corners[1]}`;
};

/** The lower edge, with `mark` in its middle. */
function bottom(stop: RingStop, mark = ''): string {
  const { corners, flat } = penOf(stop);
  const room = boxWidth(stop) - 2;
  const at = Math.floor((room - 1) / 2);
  const line =
    mark === '' ? flat.repeat(room) : flat.repeat(at) + mark + flat.repeat(room - at - 1);
  return `${corners[3]}${line}${corners[2]}`;
}

const arrowText = ({ label }: RingStop): string => (label === undefined ? '────' : `─ ${label} ─`);

/** Side by side; `undefined` where there is no room. */
function wideRing(stops: readonly RingStop[], width: number): readonly Row[] | undefined {
  const [first, last] = [stops[0], stops.at(-1)];
  if (first === undefined || last === undefined) return [];
  const arrows = stops.map((stop, at) =>
    at < stops.length - 1 ? `${arrowText(stop)}${HEAD}` : '',
  );
  const gaps = arrows.map((arrow) => ' '.repeat(widthOf(arrow)));
  const isAlone = stops.length === 1;
  const total =
    stops.reduce((sum, stop) => sum + boxWidth(stop), 0) +
    arrows.reduce((sum, arrow) => sum + widthOf(arrow), 0) +
    (isAlone ? widthOf(arrowText(first)) + 1 : 0);
  if (total > width) return undefined;
  const middle = stops.flatMap((stop, at): Span[] => {
    const pen = penOf(stop);
    const isIn = at > 0 ? '' : pen.side;
    const out = at < stops.length - 1 || isAlone ? pen.out : pen.side;
    return [
      span(isIn === '' ? pen.side : isIn, 'dim'),
      span(` ${stop.name} `, 'strong'),
      span(out, 'dim'),
      span(arrows[at] ?? '', 'accent'),
    ];
  });
  const line = (part: (stop: RingStop, at: number) => string) =>
    span(stops.map((stop, at) => part(stop, at) + (gaps[at] ?? '')).join(''), 'dim');
  if (isAlone) return loopRows(first, middle);
  return [
    [line(top)],
    middle,
    [line((stop, at) => markedBottom(stop, at, stops.length))],
    closingRow(stops, arrows),
  ];
}

const markedBottom = (stop: RingStop, at: number, count: number): string =>
  at === 0 ? bottom(stop, '▲') : at === count - 1 ? bottom(stop, penOf(stop).down) : bottom(stop);

/** A node that asks itself. */
function loopRows(stop: RingStop, middle: Row): readonly Row[] {
  const arrow = arrowText(stop);
  const by = middleOf(stop);
  const reach = boxWidth(stop) - by - 1 + widthOf(arrow);
  return [
    [span(top(stop), 'dim')],
    [...middle, span(`${arrow}╮`, 'accent')],
    [span(bottom(stop, '▲'), 'dim'), span(`${' '.repeat(widthOf(arrow))}│`, 'accent')],
    [span(`${' '.repeat(by)}╰${'─'.repeat(reach)}╯`, 'accent')],
  ];
}

/** Column of the mark in the lower edge of a box. */
const middleOf = (stop: RingStop): number => 1 + Math.floor((boxWidth(stop) - 3) / 2);

/** The way back from the last node to the first one. */
function closingRow(stops: readonly RingStop[], arrows: readonly string[]): Row {
  const [first, last] = [stops[0], stops.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = stops.slice(0, -1);
  const start = before.reduce((sum, stop) => sum + boxWidth(stop), 0);
  const between = arrows.reduce((sum, arrow) => sum + widthOf(arrow), 0);
  const from = middleOf(first);
  const room = start + between + middleOf(last) - from - 1;
  const label = last.label === undefined ? '' : ` ${last.label} `;
  const left = Math.max(0, Math.floor((room - widthOf(label)) / 2));
  const right = Math.max(0, room - widthOf(label) - left);
  const line = `${'─'.repeat(left)}${label}${'─'.repeat(right)}`;
  return [span(`${' '.repeat(from)}╰${line}╯`, 'accent')];
}

/** Below each other; `undefined` where even that has no room. */
function tallRing(stops: readonly RingStop[], width: number): readonly Row[] | undefined {
  const widest = Math.max(...stops.map(boxWidth));
  const labels = Math.max(0, ...stops.map(({ label = '' }) => widthOf(label)));
  if (widest + 4 > width || 8 + labels > width) return undefined;
  const isLast = (at: number): boolean => at === stops.length - 1;
  const rail = (at: number): Span => span(at === 0 ? '   ' : '│  ', 'accent');
  return stops.flatMap((stop, at): readonly Row[] => {
    const wide = { ...stop, name: padEnd(stop.name, widest - 4) };
    const { side } = penOf(stop);
    const end = isLast(at) ? '╰──' : at === 0 ? '╭─▶' : '│  ';
    const below: Row[] = isLast(at)
      ? [rowOf('   ', span(bottom(wide), 'dim'))]
      : [
          [span('│  ', 'accent'), span(bottom(wide), 'dim')],
          [span(`│    ▼ ${stop.label ?? ''}`, 'accent')],
        ];
    const back: Row[] =
      isLast(at) && stop.label !== undefined ? [[span(`▲ ${stop.label}`, 'accent')]] : [];
    return [
      [rail(at), span(top(wide), 'dim')],
      [
        span(end, 'accent'),
        span(`${side} `, 'dim'),
        span(wide.name, 'strong'),
        span(` ${side}`, 'dim'),
      ],
      ...below,
      ...back,
    ];
  });
}
