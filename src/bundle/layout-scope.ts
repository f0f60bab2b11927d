/** Folder names the collectors make of the host and the local time: never names of archives. */
const HOST_FOLDERS: readonly RegExp[] = [
  /^(?<host>[^/]+)-(?<at>\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d)$/,
  /^(?:scc|nts)_(?<host>[^/]+)_(?<at>\d{6}_\d{4})$/,
];
const STAMPED_FOLDER = /(?<at>\d{4}-\d\d-\d\d[T_]\d\d[_-]\d\d[_-]\d\d)/;

const folderOf = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1);

/** The host a scope's folder is named after: `srv-1-2026-08-18_06_40_12` is srv-1's. */
export function nodeOfScope(scope: string): string | undefined {
  const folder = folderOf(scope);
  for (const pattern of HOST_FOLDERS) {
    const host = pattern.exec(folder)?.groups?.host;
    if (host !== undefined) return host;
  }
  return undefined;
}

/**
 * When the folder says it was collected, on the collecting host's clock, as if that were UTC.
 * `undefined` where the folder's name holds no stamp.
 */
export function stampOfScope(scope: string): number | undefined {
  const at = STAMPED_FOLDER.exec(folderOf(scope))?.groups?.at;
  if (at === undefined) return undefined;
  const [year = 0, month = 0, day = 0, ...time] = at.split(/[-T_]/).map(Number);
  const ms = Date.UTC(year, month - 1, day, ...time);
  return Number.isNaN(ms) ? undefined : ms;
}
