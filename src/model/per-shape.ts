import type { Observation, Shape, TimedObservation } from './observation.js';

/** What a question to observations may look at. */
export type Described = Pick<Observation, 'signal' | 'subject' | 'fields'>;

/** Shapes for which something is kept; for others it is made each time. */
const MAX_SHAPES = 16_384;
/** So often for others: those that were kept no longer are the ones that come. */
const MAX_MISSED = 65_536;

const shapeOf = ({ shape, signal, subject, fields }: TimedObservation): Shape =>
  shape ?? { signal, subject, fields, numbers: [] };

/** What is made for a shape, to be asked for by its observations: made with the first of them, and bounded. */
export function createPerShape<T>(make: (shape: Shape) => T): (observation: TimedObservation) => T {
  const known = new Map<Shape, T>();
  let missed = 0;
  const find = (shape: Shape): T => {
    const held = known.get(shape);
    if (held !== undefined) return held;
    if (missed === MAX_MISSED) {
      known.clear();
      missed = 0;
    }
    const made = make(shape);
    if (known.size < MAX_SHAPES) known.set(shape, made);
    else missed += 1;
    return made;
  };
  let last: Shape | undefined;
  let ofLast: T | undefined;
  return (observation) => {
    const { shape } = observation;
    if (shape === undefined) return make(shapeOf(observation));
    // A storm repeats one shape.
    if (shape === last && ofLast !== undefined) return ofLast;
    last = shape;
    ofLast = find(shape);
    return ofLast;
  };
}

/** Whether an observation of the shape has the field. */
export const hasField = ({ fields, numbers }: Shape, name: string): boolean =>
  fields[name] !== undefined || numbers.includes(name);

/** Whether all observations of the shape have the same value in each of these fields. */
export const isShared = ({ numbers }: Shape, fields: readonly string[]): boolean =>
  !fields.some((name) => numbers.includes(name));

/** A question that depends on these fields (and on signal and subject), asked once where the shape answers it. */
export function askShape<T>(
  shape: Shape,
  fields: readonly string[],
  ask: (described: Described) => T,
): (observation: Described) => T {
  if (!isShared(shape, fields)) return ask;
  const answer = ask(shape);
  return () => answer;
}
