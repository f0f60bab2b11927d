import type { Severity } from '../model/rule.js';
import type { Span, Tone } from './line.js';
import { span } from './rows.js';

/** Fuller shapes for more harm, so that colour is not needed. */
const SHAPE: Readonly<Record<Severity, string>> = {
  critical: '◆',
  high: '●',
  medium: '◐',
  low: '○',
  info: '·',
};
export const SEVERITY_TONE: Readonly<Record<Severity, Tone>> = {
  critical: 'critical',
  high: 'bad',
  medium: 'warn',
  low: 'accent',
  info: 'dim',
};

export const severityMark = (severity: Severity): Span =>
  span(SHAPE[severity], SEVERITY_TONE[severity]);
