/** The path of a member below its archive, or why no path may be made of it. */
export type MemberPath =
  | { readonly path: string; readonly unsafe?: undefined }
  | {
      readonly path: string;
      readonly unsafe: 'absolute' | 'parent' | 'drive' | 'too long' | 'nul';
    };

/**
 * Normalises a member's name: without `./`, doubled and trailing slashes. Names that would lead out of
 * a folder the archive is unpacked in are called unsafe, with `\` taken for a separator, as Windows does;
 * a backslash that is none (`dev-disk-by\x2did.device`) stays.
 */
export function memberPath(name: string, maxBytes: number): MemberPath {
  if (Buffer.byteLength(name) > maxBytes)
    return { path: `${name.slice(0, 64)}…`, unsafe: 'too long' };
  if (name.includes('\0')) return { path: name.replaceAll('\0', '\ufffd'), unsafe: 'nul' };
  const path = name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
  const parts = name.split(/[\\/]/);
  if (parts.includes('..')) return { path, unsafe: 'parent' };
  if (/^[A-Za-z]:[\\/]/.test(name)) return { path, unsafe: 'drive' };
  if (/^[\\/]/.test(name)) return { path, unsafe: 'absolute' };
  return { path };
}

/** Where a link leads, from the root of its archive; `undefined` where it leads out. */
export function resolveLink(from: string, target: string): string | undefined {
  if (/^(?:[\\/]|[A-Za-z]:)/.test(target)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
