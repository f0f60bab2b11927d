/** Whether [from, to) of `known` stands in `bytes`, where its first byte would stand at `begin`. A loop: the bytes are few. */
export function isSame(
  bytes: Uint8Array,
  begin: number,
  known: Uint8Array,
  from: number,
  to: number,
): boolean {
  for (let at = from; at < to; at += 1) if (bytes[begin + at] !== known[at]) return false;
  return true;
}
