import type { NodeConflict } from '../model/fact.js';
import { harmless } from './clean.js';
import { cut, indented } from './layout.js';
import { hanging, type Page, paragraph } from './page.js';
import { section } from './text-outcomes.js';

const MAX_CONFLICTS = 8;
const MAX_VALUE = 80;
/** Lines cited for one value: an address may be listed for every node. */
const MAX_PLACES = 3;

/** What sources do not agree on, one entry each, the value in force first; nothing where they all agree. */
export function conflictLines(page: Page): string[] {
  const { report, say } = page;
  const all = report.cluster.nodes.flatMap(({ name, conflicts = [] }) =>
    conflicts.map((conflict) => ({ name, conflict })),
  );
  // Two nodes that have one address tell the same.
  const different = [
    ...new Map(
      all.map((one) => [
        one.conflict.field === 'address' ? sentence(page, one.conflict) : one,
        one,
      ]),
    ).values(),
  ];
  const shown = different.slice(0, MAX_CONFLICTS);
  const rest = different.length - shown.length;
  return section(page, say.heading.conflicts(different.length), [
    ...shown.flatMap(({ name, conflict }) => {
      const about = conflict.field === 'address' ? '' : `${cut(name, 40, 0.5)} · `;
      return indented(hanging('- ', about + sentence(page, conflict), page.width - 2), 2);
    }),
    ...(rest > 0 ? paragraph(page, say.moreConflicts(rest), 2) : []),
  ]);
}

/** `version: v1.31.7+k3s1 (server1.log:1), v1.31.8+k3s1 (k3s/version:1)`. */
function sentence({ say }: Page, { field, setting = '', values, evidence }: NodeConflict): string {
  const name = field === 'setting' ? cut(setting, MAX_VALUE) : say.field[field];
  const placeOf = ({ source, line }: NodeConflict['evidence'][number]): string =>
    `${harmless(source)}:${line}`;
  const parts = values.map((value, index) => {
    const places = values.length > 1 ? evidence.slice(index, index + 1) : evidence;
    const where = places.slice(0, MAX_PLACES).map(placeOf).join(say.list);
    return cut(value, MAX_VALUE) + (where === '' ? '' : say.brackets(where));
  });
  return name + say.colon + parts.join(say.list);
}
