export type ErrorCode = 'option-invalid' | 'source-missing' | 'source-unreadable' | 'rule-invalid';

/** A refusal with a sentence the user can act on. Thrown deep, caught once in `cli.ts`, exit 2. */
export class AnalyzerError extends Error {
  override readonly name = 'AnalyzerError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
