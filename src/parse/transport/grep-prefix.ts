/** `logs/k3s.log:12:`, `k3s.log:` or `12:`, as grep -H and -n put before a line; no blank follows. */
const PREFIX = /^(?:(?:[\w@%+=,~.-]*[./][\w@%+=,~./-]*):(?:\d+:)?|\d+:)(?=\S)/;
/** The beginnings of lines that programs print without any transport. */
const PAYLOAD = /^(?:time="|level=|\{"|[IWEF]\d{4} \d\d:|\d{4}-\d\d-\d\d[T ]\d\d:)/;

/** The line behind what grep put before it; `undefined` where nothing looks like it. */
export function withoutGrepPrefix(text: string): string | undefined {
  const found = PREFIX.exec(text);
  return found ? text.slice(found[0].length) : undefined;
}

export const looksLikePayload = (text: string): boolean => PAYLOAD.test(text);
