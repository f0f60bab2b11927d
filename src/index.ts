export { type AnalyzeOptions, analyze } from './analyze.js';
export { AnalyzerError, type ErrorCode } from './model/error.js';
export type { Citation } from './model/observation.js';
export type {
  Confidence,
  Coverage,
  Finding,
  Lang,
  Look,
  NodeInfo,
  Outcome,
  OverallVerdict,
  Renderer,
  Report,
  Role,
  Verdict,
} from './model/report.js';
export type { Severity, Text } from './model/rule.js';
export { renderers } from './report/renderers.js';
export type { TimeLimit } from './time-limit.js';
