/**
 * Lines that tools put between entries. Sources: systemd src/journal/journalctl.c and
 * src/shared/logs-show.c, kubectl logs, script(1), less, tail(1), grep(1).
 */
const BANNERS: readonly RegExp[] = [
  /^-- (?:Boot [0-9a-f]{32}|Reboot|No entries) --$/,
  /^-- (?:Logs begin|Journal begins) at .*--$/,
  /^-- cursor: s=/,
  /^--$/,
  /^░░/,
  /^IDX\s+BOOT ID\s+FIRST ENTRY\s+LAST ENTRY\s*$/,
  /^ *-?\d+ [0-9a-f]{32} \S.*$/,
  /^Hint: You are currently not seeing messages from other users/,
  /^ +(?:Users in groups? '|Users in the '|Pass -q to turn off this notice)/,
  /^No journal files were (?:found|opened)/,
  /^Warning: (?:The unit file|Journal has been rotated since)/i,
  /^Script (?:started|done) on /,
  /^Default(?:ed|ing) container(?: name)?(?: to)? ?["'].*$/,
  /^Defaulting container name to /,
  /^Use 'kubectl describe pod/,
  /^Found \d+ pods, using pod\//,
  /^==> .+ <==$/,
  /^lines \d+-\d+(?:\/\d+)?(?: \(END\))?$/,
  /^\(END\)$/,
  /^~$/,
];

/** Knows banners, separators and the catalogue blocks that `journalctl -x` of older systemd prints. */
export interface BannerReader {
  isBanner(text: string): boolean;
}

/** First characters of everything in BANNERS, so that most lines are asked nothing. */
const FIRST = new Set([...'-░IHNWSDUFl=(~ 0123456789']);

export function createBannerReader(): BannerReader {
  let inCatalogue = false;
  return {
    isBanner(text) {
      const first = text[0] ?? '';
      const comment = first === '-' && (text.startsWith('-- ') || text === '--');
      inCatalogue = comment && (inCatalogue || text.startsWith('-- Subject: '));
      if (inCatalogue) return true;
      if (!FIRST.has(first)) return false;
      return BANNERS.some((pattern) => pattern.test(text));
    },
  };
}
