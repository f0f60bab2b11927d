import type { EnvironmentFact } from '../model/fact.js';
import { type ConfigKind, isConfigKind, readConfig } from './config/read-config.js';
import type { FileKind } from './layout.js';
import { readEnvironment } from './read-environment.js';

/** Everything a file that is no log tells: nodes, versions, clocks, settings. Never throws. */
export function readFactFile(
  kind: FileKind,
  source: string,
  text: string,
  scope: string,
): readonly EnvironmentFact[] {
  const settings = isConfigKind(kind) ? readConfig(kind as ConfigKind, source, text, scope) : [];
  return [...readEnvironment(kind, source, text, scope), ...settings];
}
