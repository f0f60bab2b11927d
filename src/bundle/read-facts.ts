import type { EnvironmentFact } from '../model/fact.js';
import { type ConfigKind, isConfigKind, readConfig } from './config/read-config.js';
import type { FileKind } from './layout.js';
import { readEnvironment } from './read-environment.js';
import { sectionsOf } from './sections.js';

/** Everything a file that is no log tells: nodes, versions, clocks, settings. Never throws. */
export function readFactFile(
  kind: FileKind,
  source: string,
  text: string,
  scope: string,
): readonly EnvironmentFact[] {
  if (kind === 'config-sections') return readSections(source, text, scope);
  const settings = isConfigKind(kind) ? readConfig(kind as ConfigKind, source, text, scope) : [];
  return [...readEnvironment(kind, source, text, scope), ...settings];
}

/** Files within a file: each by its own reader, cited where it stands. */
const readSections = (source: string, text: string, scope: string): readonly EnvironmentFact[] =>
  sectionsOf(text).flatMap((section) =>
    readFactFile(section.kind, section.path, section.text, scope).map((fact) => ({
      ...fact,
      place: { ...fact.place, source, line: fact.place.line + section.before },
    })),
  );
