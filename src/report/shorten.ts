import { shortenMiddle } from '../model/text.js';

/** Characters of a cited line that a report shows at most. */
const MAX_CITED_CHARACTERS = 2000;

/** A text for the report: beyond `max` characters (code points) its middle is left out, and says so. */
export const shorten = (text: string, max = MAX_CITED_CHARACTERS): string =>
  shortenMiddle(text, max);
