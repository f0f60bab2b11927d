import { argumentKey, programOf, readArguments } from './arguments.js';
import { type ConfigEntry, linesOf } from './entry.js';
import { readVariable } from './env-file.js';
import { PRECEDENCE } from './precedence.js';
import { MASK } from './secrets.js';
import { splitWords, type Word } from './words.js';

interface Setting {
  readonly name: string;
  readonly words: readonly Word[];
}

/**
 * Units of systemd: the arguments of `ExecStart` and the variables of `Environment`. Several units may stand one
 * after the other, with or without the headers of `systemctl cat`; a drop-in that clears `ExecStart` replaces the
 * one before it.
 */
export function readUnitFile(text: string): readonly ConfigEntry[] {
  let commands: ConfigEntry[] = [];
  const others: ConfigEntry[] = [];
  for (const { name, words } of settingsOf(text)) {
    if (name === 'ExecStart') {
      commands = words.length === 0 ? [] : [...commands, ...readCommand(words)];
    } else if (name === 'Environment') {
      others.push(...words.flatMap(({ text: word, line }) => readVariable(word, line)));
    } else if (name === 'EnvironmentFile') {
      const [file] = words;
      if (file) others.push(environmentFile(file));
    }
  }
  return [...commands, ...others];
}

const environmentFile = ({ text, line }: Word): ConfigEntry => ({
  file: 'environment',
  key: 'EnvironmentFile',
  value: text.replace(/^-/, ''),
  line,
  precedence: PRECEDENCE.environment,
});

/** The arguments of a K3s, RKE2, k0s or kube-vip process; the program may stand behind a shell or a wrapper. */
export function readCommand(
  words: readonly Word[],
  precedence: number = PRECEDENCE.commandLine,
): readonly ConfigEntry[] {
  const split = words.flatMap((word) =>
    /\s/.test(word.text) && /(?:k3s|rke2|k0s)\s+\w/.test(word.text)
      ? splitWords(word.text, word.line)
      : [word],
  );
  const at = split.findIndex(({ text }) => programOf(text.replace(/^[-@:+!|]+/, '')) !== undefined);
  const program = programOf(split[at]?.text.replace(/^[-@:+!|]+/, '') ?? '');
  if (program === undefined) return [];
  const found = readArguments({ program, words: split.slice(at + 1) });
  // the packages of RKE2 install the units of server and agent side by side: they tell no role
  const told =
    program === 'rke2' && precedence === PRECEDENCE.commandLine
      ? found.filter(({ key }) => key !== 'role')
      : found;
  return told.map(({ key, value, line }) => ({
    file: 'arguments',
    key: argumentKey(program, key),
    value,
    line,
    precedence,
  }));
}

const REDACTED = /^\s*<[\w -]*redacted>\s*\\?$/;

/** Settings in order, lines that a backslash continues joined. */
function settingsOf(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let open: { name: string; words: Word[] } | undefined;
  linesOf(text).forEach((raw, at) => {
    const line = at + 1;
    const continues = /\\\s*$/.test(raw);
    const body = raw.replace(/\\\s*$/, '');
    if (open && !/^\s*[#;]/.test(raw)) {
      if (REDACTED.test(raw)) {
        // the collector drops the backslash with the secret: the command goes on
        open.words.push({ text: MASK, line });
        return;
      }
      const lost = open.words.at(-1)?.text === MASK;
      if (!lost || /^\s+['"-]/.test(raw)) {
        open.words.push(...splitWords(body, line));
        if (!continues && !REDACTED.test(raw)) open = undefined;
        return;
      }
      open = undefined;
    } else if (open) return;
    const [, name, value = ''] = /^\s*([A-Za-z]\w*)\s*=(.*)/.exec(body) ?? [];
    if (name === undefined) return;
    const words = [...splitWords(value, line)];
    settings.push({ name, words });
    if (continues) open = { name, words };
  });
  return settings;
}
