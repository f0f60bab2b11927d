import { expect, it } from 'vitest';
import { type RingStop, ringRows } from '../../src/tui/ring.js';
import { textOfRow } from '../../src/tui/rows.js';

const drawn = (ring: readonly RingStop[], width: number): string =>
  ringRows(ring, width)
    .map((row) => textOfRow(row).trimEnd())
    .join('\n');
const stop = (name: string, label?: string): RingStop => ({ name, ...(label ? { label } : {}) });
const three = [stop('server1', '180/min'), stop('server3', '9/min'), stop('server2', '180/min')];

it('draws nodes as boxes and requests as arrows with their rates', () => {
  expect(`\n${drawn(three, 80)}\n`).toBe(`
╭─────────╮            ╭─────────╮          ╭─────────╮
│ server1 ├─ 180/min ─▶│ server3 ├─ 9/min ─▶│ server2 │
╰────▲────╯            ╰─────────╯          ╰────┬────╯
     ╰───────────────── 180/min ─────────────────╯
`);
});

it('draws them below each other where the screen is narrow', () => {
  expect(`\n${drawn(three, 40)}\n`).toBe(`
   ╭─────────╮
╭─▶│ server1 │
│  ╰─────────╯
│    ▼ 180/min
│  ╭─────────╮
│  │ server3 │
│  ╰─────────╯
│    ▼ 9/min
│  ╭─────────╮
╰──│ server2 │
   ╰─────────╯
▲ 180/min
`);
});

it('marks a virtual address by a double line', () => {
  const ring: readonly RingStop[] = [
    stop('alder', '339/min'),
    { name: '虚拟地址', isVirtual: true },
  ];
  expect(`\n${drawn(ring, 80)}\n`).toBe(`
╭───────╮            ╔══════════╗
│ alder ├─ 339/min ─▶║ 虚拟地址 ║
╰───▲───╯            ╚════╤═════╝
    ╰─────────────────────╯
`);
});

it('draws a node that asks itself', () => {
  expect(`\n${drawn([stop('alder', '339/min')], 80)}\n`).toBe(`
╭───────╮
│ alder ├─ 339/min ─╮
╰───▲───╯           │
    ╰───────────────╯
`);
});

it('tells a ring in words where no drawing has room', () => {
  const names = Array.from({ length: 9 }, (_, at) => stop(`node-number-${at}`));
  const lines = drawn(names, 40).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
});
