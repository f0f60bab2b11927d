import { AnalyzerError } from '../model/error.js';
import type { RulePlace } from '../model/rule.js';

/** One thing wrong in a rule file. `hint` says how to put it right. */
export interface Mistake {
  readonly place: RulePlace;
  readonly what: string;
  /** The rule, such as `signal p2p_peer_request`. */
  readonly where?: string;
  readonly hint?: string | undefined;
}

/** Keys and indices from the top of a rule down to the faulty part. */
export type RulePath = readonly (string | number)[];

/** Takes note of a mistake at a part of one rule. */
export type Complain = (path: RulePath, what: string, hint?: string) => void;

export function formatMistake({ place, what, where, hint }: Mistake): string {
  const line = place.line > 0 ? `:${place.line}` : '';
  const tail = (where ? ` in ${where}` : '') + (hint ? ` (${hint})` : '');
  return `${place.file}${line}: ${what}${tail}`.replaceAll('\n', ' ');
}

/** All mistakes as one refusal, a line each, in the order of files and lines. */
export function refusal(mistakes: readonly Mistake[]): AnalyzerError {
  const order = new Map<string, number>();
  for (const { place } of mistakes) order.set(place.file, order.get(place.file) ?? order.size);
  const sorted = [...mistakes].sort(
    (a, b) =>
      (order.get(a.place.file) ?? 0) - (order.get(b.place.file) ?? 0) ||
      a.place.line - b.place.line,
  );
  return new AnalyzerError('rule-invalid', [...new Set(sorted.map(formatMistake))].join('\n'));
}
