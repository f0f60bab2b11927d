import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CoverageNote } from '../model/report.js';
import { compareNames } from './natural-order.js';
import { failureName } from './salvage.js';

/** A file of a folder, or a member that is no file and why it is passed over. */
export type Member =
  | { readonly name: string; readonly path: string; readonly note?: undefined }
  | { readonly name: string; readonly path: string; readonly note: CoverageNote };

/** Real paths of what was met so far: nothing is read twice. */
export type Seen = Set<string>;

interface Folder {
  readonly name: string;
  readonly path: string;
  readonly realPath: string;
  /** Real paths of the folders this one lies in, itself included: a link to one of them is a loop. */
  readonly within: readonly string[];
}

/**
 * Members of a folder, depth first, each folder in the order of `compareNames`. Links are followed;
 * of several ways to the same file or folder the first is taken.
 */
export async function walkFolder(name: string, path: string, seen: Seen): Promise<Member[]> {
  const real = await realpath(path);
  if (seen.has(real)) return [];
  seen.add(real);
  return walk({ name, path, realPath: real, within: [real] }, seen);
}

async function walk(folder: Folder, seen: Seen): Promise<Member[]> {
  const members: Member[] = [];
  const open = [await membersToVisit(folder)];
  // A stack of its own: nested folders may be deeper than calls can be.
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const next = level.pop();
    if (next === undefined) {
      open.pop();
      continue;
    }
    if (!('parent' in next)) {
      members.push(next);
      continue;
    }
    const found = await look(next.parent, next.entry, seen);
    if (found === undefined) continue;
    if ('within' in found) open.push(await membersToVisit(found));
    else members.push(found);
  }
  return members;
}

type Visit = { readonly parent: Folder; readonly entry: Dirent } | Member;

/** The last one is to be visited first. */
async function membersToVisit(folder: Folder): Promise<Visit[]> {
  try {
    const entries = await readdir(folder.path, { withFileTypes: true });
    return entries
      .sort((a, b) => compareNames(b.name, a.name))
      .map((entry) => ({ parent: folder, entry }));
  } catch (error) {
    return [noted(folder.name, folder.path, 'unreadable', failureName(error))];
  }
}

/** A folder to go into, a member, or nothing where it was met before. */
async function look(
  parent: Folder,
  entry: Dirent,
  seen: Seen,
): Promise<Folder | Member | undefined> {
  const name = `${parent.name}/${entry.name}`;
  const path = join(parent.path, entry.name);
  let real = join(parent.realPath, entry.name);
  let kind: Dirent | Stats = entry;
  if (!entry.isFile() && !entry.isDirectory()) {
    try {
      kind = await stat(path);
      if (entry.isSymbolicLink()) real = await realpath(path);
    } catch (error) {
      const code = failureName(error);
      return noted(name, path, code === 'ELOOP' ? 'link-loop' : 'unreadable', code);
    }
  }
  if (kind.isDirectory() && parent.within.includes(real)) return noted(name, path, 'link-loop');
  if (seen.has(real)) return undefined;
  seen.add(real);
  if (kind.isDirectory()) return { name, path, realPath: real, within: [...parent.within, real] };
  return kind.isFile() ? { name, path } : noted(name, path, 'not-a-file', kindName(kind));
}

function noted(name: string, path: string, code: CoverageNote['code'], detail?: string): Member {
  return { name, path, note: detail === undefined ? { code } : { code, detail } };
}

/** `socket`, `pipe`, `device` … */
export function kindName(kind: Dirent | Stats): string {
  if (kind.isSocket()) return 'socket';
  if (kind.isFIFO()) return 'pipe';
  return kind.isBlockDevice() || kind.isCharacterDevice() ? 'device' : 'unknown';
}
