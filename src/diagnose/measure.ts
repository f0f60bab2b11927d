import type { Detection } from '../model/detection.js';
import type { DiagnosisRule } from '../model/rule.js';
import type { Incident } from './incidents.js';
import { createTimeline } from './timeline.js';
import { namesOf } from './tree.js';

/**
 * Detections that give count, peak and rate of an incident: those of `measure`, else those that carry it. Several
 * correlations may see the same records: a detection counts only where none of a correlation before it does.
 */
export function measuredDetections(rule: DiagnosisRule, incident: Incident): readonly Detection[] {
  const { carrying, measured } = incident;
  const asked = [
    ...carrying.filter(({ correlation }) => correlation === rule.measure),
    ...measured,
  ];
  if (asked.length > 0) return asked;
  const requirements = incident.circumstantial ? rule.circumstantial : rule.required;
  const names = [...new Set(requirements.flatMap(namesOf))];
  const counted: Detection[] = [];
  for (const name of names) {
    const known = createTimeline(counted);
    const own = carrying.filter(({ correlation }) => correlation === name);
    counted.push(...own.filter((one) => !known.meets(one, 0)));
  }
  return counted;
}
