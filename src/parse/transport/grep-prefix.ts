import type { Pod } from '../../model/record.js';
import { podOfPath } from './pod-path.js';

/** `logs/k3s.log:12:`, `k3s.log:` or `12:`, as grep -H and -n put before a line; no blank follows. */
const PREFIX = /^(?:([\w@%+=,~.-]*[./][\w@%+=,~./-]*):(?:\d+:)?|\d+:)(?=\S)/;
/** The beginnings of lines that programs print without any transport. */
const PAYLOAD = /^(?:time="|level=|\{"|[IWEF]\d{4} \d\d:|\d{4}-\d\d-\d\d[T ]\d\d:)/;

/** A line as it stood in its file. */
export interface Grepped {
  readonly text: string;
  /** The pod whose log the file is. */
  readonly pod: Pod | undefined;
}

/** Reads the lines of one source behind what grep put before them; `undefined` where nothing looks like it. */
export function createGrepReader(): (text: string) => Grepped | undefined {
  let lastPath: string | undefined;
  let pod: Pod | undefined;
  return (text) => {
    const found = PREFIX.exec(text);
    if (found === null) return undefined;
    const [prefix, path] = found;
    if (path !== lastPath) pod = path === undefined ? undefined : podOfPath(path);
    lastPath = path;
    return { text: text.slice(prefix.length), pod };
  };
}

export const looksLikePayload = (text: string): boolean => PAYLOAD.test(text);
