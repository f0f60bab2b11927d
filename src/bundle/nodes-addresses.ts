import { isIP } from 'node:net';
import { type FactFile, type FactReader, factAt } from './fact-file.js';

/** Made by the cluster, equal or meaningless on other nodes. */
const VIRTUAL =
  /^(?:lo\d*|docker\w*|br-\w+|virbr\w*|cni\w*|flannel[\w.-]*|cali\w+|tunl\d+|vxlan\w*|cilium\w*|lxc\w+|veth\w+|kube-[\w-]+|nodelocaldns|dummy\d*|genev_sys\w*|vnet\w+|tap\w+)$/;
const ADDRESS = /^\s*inet6? ([\d.a-fA-F:]+)(?:\/(\d+))?.*\bscope global\b(.*)$/;

interface Held {
  readonly device: string;
  readonly address: string;
  /** A mask of all bits: on its own the machine's address, beside another one perhaps a virtual one. */
  readonly single: boolean;
  /** May move to another machine. */
  readonly moves: boolean;
  readonly index: number;
}

/** The address in `10.0.0.5`, `10.0.0.5/24`, `https://10.0.0.5:2380`, `/ip4/10.0.0.5/tcp/5001/p2p/…`. */
export function addressIn(text: string): string | undefined {
  const multi = /^\/ip[46]\/([^/]+)\//.exec(text)?.[1];
  const host = /^\w+:\/\/(\[[^\]]+\]|[^/:]+)/.exec(text)?.[1];
  const plain = (multi ?? host ?? text.split('/')[0] ?? '').replace(/^\[|\]$/g, '').trim();
  return isIP(plain) !== 0 && !isLocal(plain) ? plain : undefined;
}

const isLocal = (address: string): boolean =>
  /^(?:127\.|0\.0\.0\.0$|::1?$|fe80:|169\.254\.)/i.test(address);

/**
 * `ip addr`: the machine's own addresses, under the empty name, since the file does not tell it; and those it
 * holds that may be virtual and move (a /32 beside another address, `secondary`, an address of the loopback
 * link). Links the cluster makes are left out.
 */
export const readIpAddr: FactReader = (file) => {
  const all = heldAddresses(file);
  const isMoving = ({ device, single, moves }: Held): boolean =>
    moves || (single && all.some((it) => it.device === device && !it.single));
  const own = all.filter((it) => !isMoving(it));
  const moving = all.filter(isMoving);
  const [first] = own;
  const [moved] = moving;
  const content = { kind: 'node', name: '', aliases: [], own: true } as const;
  return [
    ...(first ? [factAt(file, first.index, { ...content, addresses: addressesOf(own) })] : []),
    ...(moved ? [factAt(file, moved.index, { kind: 'held', addresses: addressesOf(moving) })] : []),
  ];
};

const addressesOf = (held: readonly Held[]): readonly string[] => [
  ...new Set(held.map(({ address }) => address)),
];

function heldAddresses(file: FactFile): readonly Held[] {
  const held: Held[] = [];
  let device = '';
  for (const [index, line] of file.lines.entries()) {
    device = /^\d+:\s+([^:@\s]+)/.exec(line)?.[1] ?? device;
    const inline = line.replace(/^\d+:\s+\S+\s+(?=inet)/, '');
    const match = ADDRESS.exec(inline);
    const address = addressIn(match?.[1] ?? '');
    if (!match || address === undefined || (VIRTUAL.test(device) && device !== 'lo')) continue;
    const flags = match[3] ?? '';
    if (/\b(?:temporary|deprecated)\b/.test(flags)) continue;
    const moves = device === 'lo' || /\bsecondary\b/.test(flags);
    const single = match[2] === (isIP(address) === 4 ? '32' : '128');
    held.push({ device, address, single, moves, index });
  }
  return held;
}
