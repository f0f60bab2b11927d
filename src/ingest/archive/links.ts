import { resolveLink } from './member-path.js';

export interface Link {
  readonly path: string;
  readonly target: string;
  /** A hard link names its target from the root of the archive. */
  readonly hard: boolean;
}

/**
 * Which links lead to a member (or to a folder or link of the archive): those are other names of what is
 * read anyway. To be asked when all members are known, for a link may stand before its target.
 */
export function judgeLinks(
  links: readonly Link[],
  members: ReadonlySet<string>,
): { readonly outside: readonly Link[]; readonly inside: number } {
  if (links.length === 0) return { outside: [], inside: 0 };
  const known = new Set(['']);
  const add = (path: string): void => {
    for (let at = path; !known.has(at); at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      known.add(at);
    }
  };
  for (const path of members) add(path);
  // A link may lead to a link, but not to itself.
  const aliases = new Set<string>();
  let open = links;
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter(({ path, target, hard }) => {
      const to = hard ? resolveLink('', target) : resolveLink(path, target);
      const leads = to !== undefined && (known.has(to) || isBelow(to, aliases));
      if (leads) aliases.add(path);
      return !leads;
    });
  }
  return { outside: open, inside: links.length - open.length };
}

function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    if (folders.has(at)) return true;
  }
  return false;
}
