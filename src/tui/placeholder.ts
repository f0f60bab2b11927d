import { span } from './rows.js';
import type { View, ViewName } from './view.js';
import { shellWords } from './words/shell.js';

/** Stands where a view is not there yet. */
export const placeholder = (name: ViewName): View<undefined> => ({
  name,
  initial: undefined,
  title: (lang) => shellWords[lang].tabs[name],
  hints: () => [],
  typing: () => false,
  onKey: () => undefined,
  paint: (_state, { lang }) => [[span(shellWords[lang].tabs[name], 'dim')]],
});
