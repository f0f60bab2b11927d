import type { Citation } from '../model/observation.js';
import type { Finding } from '../model/report.js';
import { harmless } from './clean.js';
import { excerpt } from './excerpt.js';
import { stamp } from './format.js';
import { cut, indented, splitAtBlanks, widthOf, wrap } from './layout.js';
import { bodyWidth, type Page, proseWidth, row, toCopy } from './page.js';

const MAX_CITED = 3;
const MAX_CITED_OF_SYMPTOM = 2;
/** Lines of the screen for the text of one citation. */
const MAX_LINES = 3;
const MAX_NODE = 40;

/** Cited lines that are shown in full. */
export const maxCited = ({ role }: Finding): number =>
  role === 'symptom' ? MAX_CITED_OF_SYMPTOM : MAX_CITED;

/** The cited lines: `source:line`, time, text; and, where the proof is not complete, the commands that complete it. */
export function proofRow(page: Page, finding: Finding): string[] {
  const limit = maxCited(finding);
  const { evidence, id, confidence } = finding;
  const hidden = evidence.length - limit;
  const cited = evidence.slice(0, limit).flatMap((citation) => citationLines(page, citation));
  const rest =
    hidden > 0 ? [page.colors.dim(cut(page.say.moreProof(hidden), bodyWidth(page)))] : [];
  const outcome = page.report.outcomes.find((one) => one.id === id);
  const collect = confidence === 'confirmed' ? [] : (outcome?.collect ?? []);
  const where = outcome?.collectOn && collect.length > 0 ? [page.say.onOthers] : [];
  return [
    ...row(page, 'proof', [...cited, ...rest]),
    ...row(
      page,
      'confirm',
      [...where.flatMap((text) => wrap(text, proseWidth(page))), ...collect.flatMap(toCopy)],
      page.colors.cyan,
    ),
  ];
}

function citationLines(page: Page, { source, line, time, node, text }: Citation): string[] {
  const width = bodyWidth(page);
  // Whole even where it is wider than the screen: it is there to be opened.
  const where = `${harmless(source)}:${line}`;
  const about = [
    ...(time === undefined ? [] : [stamp(time)]),
    ...(node === undefined || source.includes(node) ? [] : [cut(node, MAX_NODE, 0.5)]),
  ].join(' · ');
  const isBeside = widthOf(`${where} · ${about}`) <= width;
  const [cyan, dim] = [page.colors.cyan(where), page.colors.dim];
  const head =
    about === ''
      ? [cyan]
      : isBeside
        ? [cyan + dim(` · ${about}`)]
        : [cyan, dim(`  ${cut(about, width - 2)}`)];
  return [...head, ...indented(shownText(text, width - 2), 2)];
}

/** The telling part of the line on at most `MAX_LINES` lines, its end always there. */
function shownText(text: string, width: number): string[] {
  const line = excerpt(text);
  for (let room = MAX_LINES * width; room > width; room -= 1) {
    const lines = splitAtBlanks(cut(line, room, 0.6), width);
    if (lines.length <= MAX_LINES) return lines;
  }
  return [cut(line, width, 0.6)];
}
