import type { Citation } from '../model/observation.js';
import type { Finding } from '../model/report.js';
import { excerpt } from './excerpt.js';
import { stamp } from './format.js';
import { cut, indented, widthOf, wrap } from './layout.js';
import { bodyWidth, type Page, row, toCopy } from './page.js';
import { shorten } from './shorten.js';

const MAX_CITED = 4;
const MAX_CITED_OF_SYMPTOM = 2;
/** Lines of the screen for the text of one citation. */
const MAX_LINES = 2;

/** The cited lines: `source:line`, time, text; and, where the proof is not complete, the commands that complete it. */
export function proofRow(page: Page, finding: Finding): string[] {
  const limit = finding.role === 'symptom' ? MAX_CITED_OF_SYMPTOM : MAX_CITED;
  const { evidence, id, confidence } = finding;
  const hidden = evidence.length - limit;
  const cited = evidence.slice(0, limit).flatMap((citation) => citationLines(page, citation));
  const rest =
    hidden > 0 ? [page.colors.dim(cut(page.say.moreProof(hidden), bodyWidth(page)))] : [];
  const outcome = page.report.outcomes.find((one) => one.id === id);
  const collect = confidence === 'confirmed' ? [] : (outcome?.collect ?? []);
  return [
    ...row(page, 'proof', [...cited, ...rest]),
    ...row(page, 'confirm', collect.flatMap(toCopy), page.colors.cyan),
  ];
}

function citationLines(page: Page, { source, line, time, node, text }: Citation): string[] {
  const width = bodyWidth(page);
  const where = `${cut(source, Math.max(8, width - 30), 0.3)}:${line}`;
  const rest = [
    time === undefined ? '' : stamp(time),
    node === undefined || source.includes(node) ? '' : node,
  ].filter((part) => part !== '');
  const after = rest.map((part) => ` · ${part}`).join('');
  const head = cut(where, width);
  const tail = cut(after, width - widthOf(head));
  return [
    page.colors.cyan(head) + page.colors.dim(tail),
    ...indented(shownText(text, width - 2), 2),
  ];
}

/** The telling part of the line on at most `MAX_LINES` lines, its end always there. */
function shownText(text: string, width: number): string[] {
  const whole = shorten(excerpt(text));
  const lines = wrap(whole, width);
  if (lines.length <= MAX_LINES) return lines;
  const last = cut(lines.slice(MAX_LINES - 1).join(' '), width, 0.4);
  return [...lines.slice(0, MAX_LINES - 1), last];
}
