const MINUTES_BY_ABBREVIATION: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Z: 0,
    UTC: 0,
    UCT: 0,
    GMT: 0,
    WET: 0,
    WEST: 60,
    BST: 60,
    CET: 60,
    MET: 60,
    CEST: 120,
    MEST: 120,
    EET: 120,
    EEST: 180,
    IDT: 180,
    MSK: 180,
    MSD: 240,
    WAT: 60,
    CAT: 120,
    SAST: 120,
    EAT: 180,
    PKT: 300,
    WIB: 420,
    WITA: 480,
    WIT: 540,
    HKT: 480,
    AWST: 480,
    JST: 540,
    KST: 540,
    ACST: 570,
    ACDT: 630,
    AEST: 600,
    AEDT: 660,
    NZST: 720,
    NZDT: 780,
    NST: -210,
    NDT: -150,
    AST: -240,
    ADT: -180,
    EST: -300,
    EDT: -240,
    CDT: -300,
    MST: -420,
    MDT: -360,
    PST: -480,
    PDT: -420,
    AKST: -540,
    AKDT: -480,
    HST: -600,
  }),
);
const NUMERIC = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?$/;

/**
 * Minutes east of UTC: `+0530`, `-03`, `CEST`. `undefined` for names that stand for several zones: CST
 * (Chicago, Shanghai, Havana) and IST (Kolkata, Dublin, Jerusalem).
 * Source: the abbreviations in use today in https://www.iana.org/time-zones
 */
export function offsetOfName(name: string): number | undefined {
  const numeric = NUMERIC.exec(name);
  if (!numeric) return MINUTES_BY_ABBREVIATION.get(name);
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 14 * 60) return undefined;
  // `|| 0`: no negative zero.
  return (numeric[1] === '-' ? -minutes : minutes) || 0;
}

/** Minutes east of UTC of a zone such as `Europe/Berlin` at an instant; `undefined` for unknown zones. */
export function offsetOfZone(zone: string, at: number): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'longOffset',
    }).formatToParts(at);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return offsetOfName(name);
  } catch {
    return undefined;
  }
}
