import { maskSecrets } from './bundle/config/secrets.js';
import type { FindCitations } from './diagnose/evidence.js';
import type { Environment, NodeConflict } from './model/fact.js';
import type { Quote } from './model/observation.js';

/** Settings that a line of a log shows to be on, whatever the file on disk says by now. */
const SHOWN: readonly { readonly setting: string; readonly signals: readonly string[] }[] = [
  { setting: 'embedded-registry', signals: ['registry_started', 'p2p_peer_request'] },
];

/**
 * Settings that are off in a node's files while its running program shows them on: the file was changed, and the
 * program was not started again. `lastStart`: the time (ms) of the node's last start in its log; lines before it
 * show what ran then.
 */
export function runningConflicts(
  node: string,
  lastStart: number,
  { find, environment }: { readonly find: FindCitations; readonly environment: Environment },
): readonly NodeConflict[] {
  return SHOWN.flatMap(({ setting, signals }): readonly NodeConflict[] => {
    const told = environment.settings(setting).filter((one) => one.node === node);
    const written = environment.placeOf?.(setting, node);
    if (written === undefined || told.at(-1)?.value !== false) return [];
    const shows = ({ observation: { subject }, citation: { time = 0 } }: Quote): boolean =>
      subject.node === node && time >= lastStart;
    const [first] = signals.flatMap((signal) => find(signal, shows).slice(0, 1));
    if (first === undefined) return [];
    const { source, line, text } = first.citation;
    const running = { source, line, text: maskSecrets(text) };
    return [{ field: 'setting', setting, values: ['true', 'false'], evidence: [running, written] }];
  });
}
