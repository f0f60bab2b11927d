import { programOf } from './arguments.js';
import { type ConfigEntry, linesOf } from './entry.js';
import { PRECEDENCE } from './precedence.js';
import { readCommand } from './unit-file.js';

/** What may stand before the command in a line of ps: owner, numbers, times, states, the branches of the tree. */
const COLUMN = /^(?:[\d:.,%?+-]+|[|\\_`-]+|[A-Z][A-Za-z<+]{0,5}|pts\/\d+|[\w.+-]+)$/;
const READERS =
  /^(?:grep|egrep|vi|vim|less|tail|sudo|sh|bash|su|nohup|watch|man|journalctl|systemctl|pgrep|kubectl)$/;

/**
 * Processes as `ps auxfww` and its relatives print them: the arguments of the programs that matter. K3s and RKE2
 * overwrite their title, of them mostly the role is left (k3s-io/k3s pkg/cli/server: `os.Args`, gspt).
 */
export function readProcessList(text: string): readonly ConfigEntry[] {
  return linesOf(text).flatMap((raw, at) => {
    const words = raw
      .trim()
      .split(/\s+/)
      .map((word) => ({ text: word, line: at + 1 }));
    const start = words.findIndex(({ text: word }) => programOf(word) !== undefined);
    const before = words.slice(0, Math.max(0, start)).map(({ text: word }) => word);
    if (start < 0 || before.some((word) => !COLUMN.test(word) || READERS.test(word))) return [];
    return readCommand(words.slice(start), PRECEDENCE.process);
  });
}
