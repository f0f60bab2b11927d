import { isIPv4, isIPv6, SocketAddress } from 'node:net';

/**
 * An address in its one spelling: without brackets, zone and prefix length, IPv6 compressed in lower case, IPv4
 * in IPv6 as IPv4. `undefined` for what is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\]$/, '$1')
    .replace(/\/\d+$/, '')
    .replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return undefined;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : address;
}

export const isLoopback = (host: string): boolean =>
  /^(?:localhost(?:\..*)?|127\.[\d.]+|::1)$/i.test(host);
