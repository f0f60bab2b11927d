const LF = 0x0a;

/** A stamp with year and zone: RFC 3339, or zap's seconds since 1970. */
const STAMP = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})? ?(?:Z|[+-]\d\d:?\d\d)|"ts":1\d{9}/;
/** Of a source bytes that are looked through as a whole; of what comes behind them the beginning of each window. */
const WHOLE_BYTES = 33_554_432;
const PART_BYTES = 262_144;

/** The start of the first line that may tell year and zone to the others, if there is one. */
export function createToldStamps(): (bytes: Buffer) => readonly number[] {
  let looked = 0;
  return (bytes) => {
    const end = looked < WHOLE_BYTES ? bytes.length : Math.min(PART_BYTES, bytes.length);
    looked += end;
    const at = STAMP.exec(bytes.toString('latin1', 0, end))?.index;
    return at === undefined ? [] : [bytes.lastIndexOf(LF, at) + 1];
  };
}
