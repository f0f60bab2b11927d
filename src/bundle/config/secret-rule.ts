/** One kind of secret: how it looks, and what is written instead. */
export interface SecretRule {
  readonly pattern: RegExp;
  /** Called with the match and its groups: what precedes the value, and the value. */
  readonly replace: (match: string, before: string, value: string, end: string) => string;
}

export const secretRule = (
  pattern: RegExp | string,
  replace: SecretRule['replace'],
  flags = 'gi',
): SecretRule => ({
  pattern: typeof pattern === 'string' ? new RegExp(pattern, flags) : pattern,
  replace,
});
