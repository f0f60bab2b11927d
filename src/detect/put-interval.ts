import type { Fields } from '../model/record.js';
import type { CorrelationRule } from '../model/rule.js';
import { closeInterval, type Interval } from './interval.js';
import type { MeasureKind } from './measure.js';
import type { Outbox } from './outbox.js';

/** Makes a group's interval that is over, or `open` at the end of the input, a detection. */
export type PutInterval = (
  group: Fields,
  interval: Interval,
  open: boolean,
  /** What was measured, where the peak is a count. */
  value?: number,
) => void;

/** A count is told with its rate over the window (a session may be longer), anything else as the value. */
export function createPutInterval(
  rule: CorrelationRule,
  outbox: Outbox,
  peak: MeasureKind['peak'],
): PutInterval {
  return (group, interval, open, measured) => {
    const lengthMs = rule.window === 'session' ? interval.to - interval.from : 0;
    const perMinute = (count: number) => (count * 60_000) / Math.max(rule.windowMs, lengthMs);
    const value = peak === 'value' ? interval.peakValue : measured;
    const closing = { correlation: rule.name, group, open };
    outbox.put(
      closeInterval(interval, {
        ...closing,
        ...(peak === 'count' && { perMinute }),
        value,
      }),
    );
  };
}
