import type { FieldValue, Level } from '../../model/record.js';
import type { Stamp } from '../envelope.js';

/** What one payload format read out of a text. All keys are always there: one shape for the hot path. */
export interface Payload {
  /** Name of the layer: `logrus`, `klog`, `zap` … */
  readonly layer: string;
  readonly message: string;
  readonly level: Level | undefined;
  /** Made anew for each text; the peeler may add to it. */
  readonly fields: MutableFields | undefined;
  readonly stamp: Stamp | undefined;
  /** Whether `message` may hold one more payload. */
  readonly nested: boolean;
}

/** One payload grammar. `sample` is a real line: it feeds the self-test and the docs. */
export interface PayloadFormat {
  readonly id: string;
  readonly sample: string;
  /** The characters a text of this format can begin with; absent: any. */
  readonly first?: string;
  /** `undefined` where the text is something else. Never throws. */
  read(text: string): Payload | undefined;
}

export type MutableFields = Record<string, FieldValue>;

/** Without the line feeds and carriage returns at its end (client-go ends messages with one). */
export function withoutLineEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isLineEnd(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;
