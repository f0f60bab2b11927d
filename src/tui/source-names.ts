/** Names without the folders that all of them lie in. */
export interface Shortened {
  /** `bundles/2025/`; empty: there is none, or there is only one name. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** Cuts the leading folders that all names share, so that what tells them apart has room. */
export function withoutCommonFolder(names: readonly string[]): Shortened {
  const [first = '', ...rest] = names;
  if (rest.length === 0) return { folder: '', names };
  let shared = first.length;
  for (const name of rest) {
    let same = 0;
    while (same < shared && name[same] === first[same]) same += 1;
    shared = same;
  }
  const end = first.lastIndexOf('/', shared - 1) + 1;
  const folder = end > 1 && end <= shared ? first.slice(0, end) : '';
  return { folder, names: names.map((name) => name.slice(folder.length)) };
}
