import { expect, it } from 'vitest';
import { addressToken } from '../../src/rulebook/ip.js';

it.each([
  ['10.0.0.12:41822', '10.0.0.12'],
  ['2001:DB8::12', '2001:db8::12'],
  ['10.apple.pear.fig', '10.apple.pear.fig'],
  ['10.Apple.pear.fig:6443', '10.apple.pear.fig'],
])('%s stands for %s', (text, token) => {
  expect(addressToken(text)).toBe(token);
});

it.each(['x.x.x.x', '10.xx.xx.xx', '<IP-Blocked>', '[REDACTED]', '***', '10.a', 'server-1', ''])(
  '%s stands for no address',
  (text) => {
    expect(addressToken(text)).toBeUndefined();
  },
);
