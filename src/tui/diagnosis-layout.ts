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

export function layoutOf(items: number, columns: number, rows: number): Layout {
  if (columns >= BESIDE_FROM) {
    const listWidth = Math.min(MAX_LIST, Math.max(MIN_LIST, Math.floor(columns * 0.36)));
    return {
      isBeside: true,
      listWidth,
      listHeight: rows,
      detailWidth: columns - listWidth - BETWEEN,
      detailHeight: rows,
    };
  }
  // The list takes what it needs, but leaves most of the screen to the details.
  const listHeight = Math.max(1, Math.min(items, Math.floor((rows - 1) * 0.36)));
  return {
    isBeside: false,
    listWidth: columns,
    listHeight,
    detailWidth: columns - 1,
    detailHeight: Math.max(0, rows - listHeight - 1),
  };
}
