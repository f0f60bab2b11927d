import { type ConfigView, configView } from '../../../src/bundle/config/effective-config.js';
import type { ConfigFact } from '../../../src/bundle/config/read-config.js';

/** The view of a node whose name is that of its scope. */
export const viewOf = (facts: readonly ConfigFact[], node: string): ConfigView =>
  configView(
    node,
    facts.filter((fact) => (fact.node ?? fact.scope) === node),
  );
