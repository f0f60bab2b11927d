import type { Outcome, Verdict } from '../model/report.js';
import { fill, speak } from './fill.js';
import { indented } from './layout.js';
import { hanging, type Page, paragraph, toCopy } from './page.js';

/** What the input could not show and how to collect it, what was ruled out and why, what was looked for and is absent. */
export function outcomeSections(page: Page): string[][] {
  const { say } = page;
  const open = ofVerdict(page, 'not-assessable');
  const ruledOut = ofVerdict(page, 'ruled-out');
  const absent = ofVerdict(page, 'absent');
  return [
    section(page, say.heading.open(open.length), openLines(page, open)),
    section(page, say.heading.ruledOut(ruledOut.length), ruledOutLines(page, ruledOut)),
    section(page, say.heading.absent(absent.length), absentLines(page, absent)),
  ].filter((lines) => lines.length > 0);
}

const ofVerdict = ({ report }: Page, verdict: Verdict): readonly Outcome[] =>
  report.outcomes.filter((outcome) => outcome.verdict === verdict);

export const section = (page: Page, title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [...paragraph(page, title).map(page.colors.bold), ...lines];

/** Diagnoses that lack the same thing stand together, each command once. */
function openLines(page: Page, outcomes: readonly Outcome[]): string[] {
  const commands = (one: Outcome) => one.collect.map((command) => fill(command, one.args));
  const groups = grouped(outcomes, (one) => [because(page, one)]);
  return groups.flatMap(({ key: [why = ''], ids }) => {
    const own = outcomes.filter(({ id }) => ids.includes(id));
    const collect = [...new Set(own.flatMap(commands))];
    return [
      ...indented(hanging('- ', why, page.width - 2), 2),
      ...paragraph(page, ids.join(page.say.list), 4).map(page.colors.dim),
      ...indented(collect.flatMap(toCopy), 4).map(page.colors.cyan),
    ];
  });
}

const ruledOutLines = (page: Page, outcomes: readonly Outcome[]): string[] =>
  grouped(outcomes, (one) => [because(page, one)]).flatMap(({ key: [why = ''], ids }) =>
    indented(hanging('- ', ids.join(page.say.list) + page.say.colon + why, page.width - 2), 2),
  );

/** Those of which nothing was seen in one list; the others with what was seen. */
function absentLines(page: Page, outcomes: readonly Outcome[]): string[] {
  const isSilent = ({ args }: Outcome): boolean => args.count === undefined;
  const silent = outcomes.filter(isSilent).map(({ id }) => id);
  const seen = outcomes.filter((one) => !isSilent(one));
  return [
    ...(silent.length > 0
      ? paragraph(page, silent.join(page.say.list), 2).map(page.colors.dim)
      : []),
    ...seen.flatMap((one) =>
      indented(hanging('- ', one.id + page.say.colon + because(page, one), page.width - 2), 2),
    ),
  ];
}

const because = ({ lang }: Page, { because: text, args }: Outcome): string =>
  speak(text, lang, args);

interface Group {
  readonly key: readonly string[];
  readonly ids: string[];
}

/** In the order of the first member. */
function grouped(
  outcomes: readonly Outcome[],
  keyOf: (one: Outcome) => readonly string[],
): Group[] {
  const groups = new Map<string, Group>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    const group = groups.get(key.join('\n')) ?? { key, ids: [] };
    group.ids.push(outcome.id);
    groups.set(key.join('\n'), group);
  }
  return [...groups.values()];
}
