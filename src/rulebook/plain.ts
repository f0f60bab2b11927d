/** Characters that every producer writes as they are: JSON and Go quote or escape the others. */
export const isPlain = (char: string): boolean => /[ !#-%'-.0-;=?-[\]-~]/.test(char);

/** The first of the longest parts of a text that stand in the bytes as they are, whatever wraps them. */
export function longestPlain(text: string): string {
  let best = '';
  let run = '';
  for (const char of text) {
    run = isPlain(char) ? run + char : '';
    if (run.length > best.length) best = run;
  }
  return best;
}
