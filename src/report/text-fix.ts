import type { Finding } from '../model/report.js';
import type { Text } from '../model/rule.js';
import { harmless } from './clean.js';
import { speak } from './fill.js';
import { wrap } from './layout.js';
import { bullets, names, type Page, proseWidth, row } from './page.js';
import { settingLines } from './setting.js';

const MAX_NODES = 6;

/** What ends it: the exact release, the steps, the setting, what must not be combined with it. */
export function fixRows(page: Page, finding: Finding): string[] {
  const { fix, args } = finding;
  const spoken = (texts: readonly Text[]) => texts.map((text) => speak(text, page.lang, args));
  const setting = settingLines(fix.configuration).map(harmless);
  const steps = [...upgrades(page, finding), ...spoken(fix.steps)];
  if (steps.length === 0) steps.push(...remainder(page, finding));
  const fixLines =
    steps.length > 0 ? [...condition(page, finding), ...bullets(steps, proseWidth(page))] : [];
  return [
    ...row(page, 'fix', fixLines, page.colors.green),
    ...row(page, 'setting', setting, page.colors.green),
    ...row(page, 'conflicts', bullets(spoken(fix.conflicts), proseWidth(page)), page.colors.yellow),
  ];
}

/** What helps where the fix has to wait. */
export const workaroundRow = (page: Page, { fix, args }: Finding): string[] =>
  row(
    page,
    'workaround',
    bullets(
      fix.workaround.map((text) => speak(text, page.lang, args)),
      proseWidth(page),
    ),
  );

/** A finding that is only possible has a fix only if it proves true. */
const condition = (page: Page, { confidence }: Finding): string[] =>
  confidence === 'possible' ? wrap(page.say.ifTrue, proseWidth(page)) : [];

/**
 * Plain where a node is known to be affected, with a condition where no version says so; one sentence for each
 * release, with its nodes, where they need several.
 */
function upgrades(page: Page, { affected, fixVersions }: Finding): string[] {
  const { say } = page;
  const isAffected = affected.some(({ status }) => status === 'affected');
  const sentence = isAffected ? say.upgrade : say.upgradeIf;
  return Object.entries(fixVersions).flatMap(([product, highest]) => {
    const own = affected.filter((node) => node.fix !== undefined && node.product === product);
    const releases = [...new Set(own.flatMap(({ fix }) => fix ?? []))].sort();
    if (releases.length < 2) return [sentence(product, highest)];
    return releases.map((release) => {
      const nodes = own.filter(({ fix }) => fix === release).map(({ node }) => node);
      return say.upgradeOn(product, release, names(page, nodes, MAX_NODES));
    });
  });
}

function remainder({ say }: Page, { fix, role }: Finding): string[] {
  if (Object.keys(fix.configuration).length > 0) return [say.configure];
  return role === 'symptom' || fix.workaround.length > 0 ? [] : [say.noFix];
}
