import { diagnosisView } from './diagnosis-view.js';
import { evidenceView } from './evidence-view.js';
import { sourcesView } from './sources-view.js';
import { timelineView } from './timeline-view.js';
import type { View, ViewName } from './view.js';
import { whyView } from './why-view.js';

/** All views by name, in the order of their number keys. */
export const views = {
  diagnosis: diagnosisView,
  timeline: timelineView,
  evidence: evidenceView,
  why: whyView,
  sources: sourcesView,
} as const satisfies Readonly<Record<ViewName, unknown>>;

export const VIEW_NAMES: readonly ViewName[] = [
  'diagnosis',
  'timeline',
  'evidence',
  'why',
  'sources',
];

/** The state of each view, which only the view itself understands. */
export type ViewStates = Readonly<Record<ViewName, unknown>>;

/** A view without its own idea of its state; the state under its name is one of its own. */
export const viewOf = (name: ViewName): View<unknown> => views[name];

export const initialViews: ViewStates = {
  diagnosis: views.diagnosis.initial,
  timeline: views.timeline.initial,
  evidence: views.evidence.initial,
  why: views.why.initial,
  sources: views.sources.initial,
};
