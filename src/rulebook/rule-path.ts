import { posix } from 'node:path';

/** Where a rule file stands, for people: the folder as given, then the path in it, with `/`. */
export const ruleFilePath = (dir: string, inner: string): string =>
  inner === '' ? dir : posix.join(toPosix(dir), inner);

/** The path in the folder of what `ruleFilePath` gave. */
export const innerPath = (dir: string, path: string): string => posix.relative(toPosix(dir), path);

export const toPosix = (path: string): string => path.replaceAll('\\', '/');
