import { isIPv4, isIPv6 } from 'node:net';

/** An address as a number; `bits` is 32 or 128. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const MAPPED = 0xffffn << 32n; // ::ffff:0:0/96, RFC 4291 section 2.5.5.2

/**
 * The canonical form of an address: brackets, zone and port dropped, IPv6 lower-case and compressed
 * (RFC 5952), IPv4-mapped IPv6 as IPv4. Returns `undefined` for what is no address.
 */
export function canonicalIp(text: string): string | undefined {
  if (isIPv4(text)) return text; // dotted decimal has one form only
  const address = parseIp(stripPort(text.trim()));
  if (!address) return undefined;
  return address.bits === 32 ? formatIpv4(address.value) : formatIpv6(address.value);
}

/** A first octet and three words: how the collector of Rancher writes addresses that it hides (`-o`). */
const HIDDEN = /^\d{1,3}\.([a-z]{2,})\.([a-z]{2,})\.([a-z]{2,})(?::\d{1,5})?$/i;

/**
 * The canonical form of an address, or the words that stand for one. Equal words are the same address; one mask
 * for all addresses (`x.x.x.x`, `<IP-Blocked>`) tells nothing apart and is none.
 */
export function addressToken(text: string): string | undefined {
  const ip = canonicalIp(text);
  if (ip !== undefined) return ip;
  const [whole, a, ...others] = HIDDEN.exec(text) ?? [];
  if (whole === undefined || others.every((word) => word === a)) return undefined;
  return whole.replace(/:\d+$/, '').toLowerCase();
}

/** A network such as `10.0.0.0/8` or `fd00::/8` (an address alone is its own network) as a test. */
export function parseCidr(text: string): ((ip: string) => boolean) | undefined {
  const [, base = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (!isIPv4(base) && !isIPv6(base)) return undefined;
  const network = parseIp(base);
  if (!network) return undefined;
  const written = isIPv4(base) ? 32 : 128;
  // a mapped network is written in 128 bits and means the last 32
  const prefix = Number(length ?? written) - (written - network.bits);
  if (prefix < 0 || prefix > network.bits) return undefined;
  const shift = BigInt(network.bits - prefix);
  return (ip) => {
    const address = parseIp(stripPort(ip.trim()));
    return address?.bits === network.bits && address.value >> shift === network.value >> shift;
  };
}

/** `10.0.0.1:6443` and `[::1]:6443` name an address and a port; a bare `::1:6443` does not. */
function stripPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text);
  if (bracketed) return bracketed[1] ?? '';
  return /^[\d.]+:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}

function parseIp(text: string): Address | undefined {
  if (isIPv4(text)) return { bits: 32, value: parseIpv4(text) };
  if (!isIPv6(text)) return undefined;
  const value = parseIpv6(text.replace(/%.*$/, ''));
  return value >> 32n === MAPPED >> 32n
    ? { bits: 32, value: value & 0xffff_ffffn }
    : { bits: 128, value };
}

const parseIpv4 = (text: string): bigint =>
  text.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);

function parseIpv6(text: string): bigint {
  const dotted = text.replace(/[^:]+$/, (tail) => {
    if (!tail.includes('.')) return tail;
    const low = parseIpv4(tail);
    return `${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = dotted.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce(
    (value, group) => (value << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

const formatIpv4 = (value: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(16 * (7 - at))) & 0xffffn).toString(16),
  );
  const text = groups.join(':');
  const runs = text.match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  const at = text.search(new RegExp(`(?:^|:)${longest}(?:$|:)`));
  const from = text[at] === ':' ? at + 1 : at;
  const [head, tail] = [text.slice(0, from), text.slice(from + longest.length)];
  return `${head.replace(/:$/, '')}::${tail.replace(/^:/, '')}`;
}
