import type { SignalRule } from '../../../src/model/rule.js';
import { siftLiterals } from '../../../src/sift.js';
import type { Form, Shape, Speaker } from './shape.js';

const ENVELOPE =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:?\d\d) \S+ (?<ident>[\w-]+)(?:\[\d+\])?: /;
const POD = /^\[pod\/[^\]]*\] /;
const ZONE = /(T\d\d:\d\d:\d\d(?:\.\d+)?)[+-]\d\d:?\d\d/g;
const OWN_UNITS: ReadonlySet<string> = new Set(['k3s', 'rke2', 'k0s']);

const formOf = (payload: string): Form => {
  if (/^\{.*"ts":"\d{4}-/.test(payload)) return 'zap';
  if (payload.startsWith('{')) return 'json';
  if (/^[IWEF]\d{4} \d\d:/.test(payload)) return 'klog';
  return payload.startsWith('time="') ? 'logrus' : 'other';
};

/** A sample line without its transport, in UTC: a shape that always prints the same but for its times. */
function toShape(line: string): Shape | undefined {
  if (line.includes('\n')) return undefined;
  const bare = line.replace(POD, '');
  const ident = ENVELOPE.exec(bare)?.groups?.ident;
  const payload = bare.replace(ENVELOPE, '').replace(ZONE, '$1Z');
  const speaker: Speaker | undefined =
    ident === undefined || OWN_UNITS.has(ident) ? undefined : { ident };
  return { form: formOf(payload), ...(speaker ? { speaker } : {}), print: () => payload };
}

const shapesOf = (lines: readonly string[]): readonly Shape[] =>
  lines.map(toShape).filter((shape) => shape !== undefined);

/** The lines that each signal says it matches, one group a signal. */
export const matchingShapes = (signals: readonly SignalRule[]): readonly (readonly Shape[])[] =>
  signals.map(({ samples }) => shapesOf(samples.match));

/** The near misses that the rules bring themselves. */
export const nearMissShapes = (signals: readonly SignalRule[]): readonly Shape[] =>
  signals.flatMap(({ samples }) => shapesOf(samples.noMatch));

/** Every literal of the rulebook, once, sorted. */
export const literalsOf = (signals: readonly SignalRule[]): readonly string[] =>
  siftLiterals({ signals }) ?? [];
