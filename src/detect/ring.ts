/**
 * The times in a window, oldest first, 8 bytes an observation: typed arrays that double and halve.
 * Each cell may carry one number (`data`) and a weight; their columns exist only once needed.
 */
export interface Ring {
  times: Float64Array;
  data: Float64Array | undefined;
  weights: Float64Array | undefined;
  head: number;
  size: number;
}

const SMALLEST = 4;

export const createRing = (): Ring => ({
  times: new Float64Array(SMALLEST),
  data: undefined,
  weights: undefined,
  head: 0,
  size: 0,
});

const slot = (ring: Ring, index: number): number => (ring.head + index) & (ring.times.length - 1);

export const timeAt = (ring: Ring, index: number): number => ring.times[slot(ring, index)] ?? 0;
export const dataAt = (ring: Ring, index: number): number => ring.data?.[slot(ring, index)] ?? 0;
export const weightAt = (ring: Ring, index: number): number =>
  ring.weights?.[slot(ring, index)] ?? 1;

/** Appends a cell; `merge` lets it join the newest cell where time and data are the same. */
export function pushCell(
  ring: Ring,
  us: number,
  data: number,
  weight: number,
  merge: boolean,
): void {
  const newest = ring.size - 1;
  if (merge && newest >= 0 && timeAt(ring, newest) === us && dataAt(ring, newest) === data) {
    setWeight(ring, slot(ring, newest), weightAt(ring, newest) + weight);
    return;
  }
  if (ring.size === ring.times.length) resize(ring, ring.size * 2);
  const at = slot(ring, ring.size);
  ring.times[at] = us;
  if (data !== 0) ring.data ??= new Float64Array(ring.times.length);
  if (ring.data) ring.data[at] = data;
  setWeight(ring, at, weight);
  ring.size += 1;
}

/** Forgets the oldest cell. */
export function dropOldest(ring: Ring): void {
  ring.head = slot(ring, 1);
  ring.size -= 1;
  const capacity = ring.times.length;
  if (capacity > SMALLEST && ring.size < capacity / 8) resize(ring, capacity / 4);
}

function setWeight(ring: Ring, at: number, weight: number): void {
  if (weight !== 1) ring.weights ??= new Float64Array(ring.times.length).fill(1);
  if (ring.weights) ring.weights[at] = weight;
}

function resize(ring: Ring, wanted: number): void {
  const capacity = Math.max(SMALLEST, wanted);
  ring.times = unrolled(ring, ring.times, capacity);
  if (ring.data) ring.data = unrolled(ring, ring.data, capacity);
  if (ring.weights) ring.weights = unrolled(ring, ring.weights, capacity);
  ring.head = 0;
}

function unrolled(ring: Ring, cells: Float64Array, capacity: number): Float64Array {
  const next = new Float64Array(capacity);
  const straight = cells.subarray(ring.head, Math.min(ring.head + ring.size, cells.length));
  next.set(straight);
  next.set(cells.subarray(0, ring.size - straight.length), straight.length);
  return next;
}
