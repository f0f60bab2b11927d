import type { Renderer } from '../model/report.js';
import { renderJson } from './json.js';
import { renderText } from './text.js';

/** Every form a report can take, by the name it has after `-o`. */
export const renderers: Readonly<Record<'text' | 'json', Renderer>> = {
  text: renderText,
  json: renderJson,
};
