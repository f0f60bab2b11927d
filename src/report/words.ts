import type { Lang } from '../model/report.js';
import { en, type Words } from './words-en.js';
import { zh } from './words-zh.js';

/** Every word and sentence the text report adds to the texts of the rules, in both languages. */
export const words: Readonly<Record<Lang, Words>> = { en, zh };
export type { Words };
