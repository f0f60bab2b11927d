/** Folder names the collectors make of the host and the local time: never names of archives. */
const HOST_FOLDERS: readonly RegExp[] = [
  /^(?<host>[^/]+)-(?<at>\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d)$/,
  /^(?:scc|nts)_(?<host>[^/]+)_(?<at>\d{6}_\d{4})$/,
];
/** Stamps in the names of folders, the fuller ones first; a day alone stands for its end. */
const STAMPS: readonly RegExp[] = [
  /(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T_](?<hour>\d\d)[_-](?<minute>\d\d)[_-](?<second>\d\d)/,
  /^(?:scc|nts)_[^/]+_(?<short>\d\d)(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)$/,
  /^sosreport-[^/]+[-.](?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d))?(?:-[a-z]+)?$/,
];

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
  const folder = folderOf(scope);
  for (const pattern of STAMPS) {
    const groups = pattern.exec(folder)?.groups;
    if (!groups) continue;
    const { year, short, month, day, hour = '24', minute = '0', second = '0' } = groups;
    const numbers = [month, day, hour, minute, second].map(Number);
    const [months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = numbers;
    const ms = Date.UTC(Number(year ?? `20${short}`), months - 1, days, hours, minutes, seconds);
    const isDay = new Date(Date.UTC(2000, months - 1, days)).getUTCMonth() === months - 1;
    if (isDay && hours <= 24 && minutes < 60 && !Number.isNaN(ms)) return ms;
  }
  return undefined;
}

/** What the scope has, else the folder around it, and so on. */
export function nearestScope<T>(
  scope: string,
  read: (scope: string) => T | undefined,
): T | undefined {
  for (let at = scope; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const value = read(at);
    if (value !== undefined) return value;
  }
  return read('');
}
