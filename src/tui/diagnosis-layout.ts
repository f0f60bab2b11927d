/** Where list and details stand: beside each other on a wide screen, else below each other. Columns and rows. */
export interface Layout {
  readonly isBeside: boolean;
  readonly listWidth: number;
  readonly listHeight: number;
  readonly detailWidth: number;
  readonly detailHeight: number;
}

const BESIDE_FROM = 110;
/** The rule between list and details, with its blanks. */
const BETWEEN = 3;
const MIN_LIST = 36;
const MAX_LIST = 64;

export const isBesideAt = (columns: number): boolean => columns >= BESIDE_FROM;

/** Share of the height for the list, with findings and where there are none to tell about. */
const LIST_SHARE = { found: 0.36, silent: 0.55 };

export interface Room {
  readonly items: number;
  readonly columns: number;
  readonly rows: number;
  readonly isFound: boolean;
}

export function layoutOf({ items, columns, rows, isFound }: Room): Layout {
  if (isBesideAt(columns)) {
    const listWidth = Math.min(MAX_LIST, Math.max(MIN_LIST, Math.floor(columns * 0.36)));
    return {
      isBeside: true,
      listWidth,
      listHeight: rows,
      detailWidth: columns - listWidth - BETWEEN,
      detailHeight: rows,
    };
  }
  const share = isFound ? LIST_SHARE.found : LIST_SHARE.silent;
  // The list takes what it needs, but leaves enough of the screen to the details.
  const listHeight = Math.max(1, Math.min(items, Math.floor((rows - 1) * share)));
  return {
    isBeside: false,
    listWidth: columns,
    listHeight,
    detailWidth: columns - 1,
    detailHeight: Math.max(0, rows - listHeight - 1),
  };
}
