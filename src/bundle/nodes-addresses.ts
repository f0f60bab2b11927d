import { isIP } from 'node:net';
import { type FactReader, factAt } from './fact-file.js';

/** Made by the cluster, equal or meaningless on other nodes. */
const VIRTUAL =
  /^(?:lo\d*|docker\w*|br-\w+|virbr\w*|cni\w*|flannel[\w.-]*|cali\w+|tunl\d+|vxlan\w*|cilium\w*|lxc\w+|veth\w+|kube-[\w-]+|nodelocaldns|dummy\d*|genev_sys\w*|vnet\w+|tap\w+)$/;
const ADDRESS = /^\s*inet6? ([\d.a-fA-F:]+)(?:\/(\d+))?.*\bscope global\b(.*)$/;

interface Held {
  readonly device: string;
  readonly address: string;
  readonly single: boolean;
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
 * `ip addr`: the machine's own addresses, under the empty name, since the file does not tell it. Left out:
 * links the cluster makes, and what may be a virtual address that moves (a /32 beside another address,
 * `secondary`).
 */
export const readIpAddr: FactReader = (file) => {
  const held: Held[] = [];
  let device = '';
  for (const [index, line] of file.lines.entries()) {
    device = /^\d+:\s+([^:@\s]+)/.exec(line)?.[1] ?? device;
    const inline = line.replace(/^\d+:\s+\S+\s+(?=inet)/, '');
    const match = ADDRESS.exec(inline);
    const address = addressIn(match?.[1] ?? '');
    if (!match || address === undefined || VIRTUAL.test(device)) continue;
    if (/\b(?:secondary|temporary|deprecated)\b/.test(match[3] ?? '')) continue;
    held.push({
      device,
      address,
      single: match[2] === (isIP(address) === 4 ? '32' : '128'),
      index,
    });
  }
  const kept = held.filter(
    ({ device: link, single }) => !single || !held.some((it) => it.device === link && !it.single),
  );
  const [first] = kept;
  if (!first) return [];
  const addresses = [...new Set(kept.map(({ address }) => address))];
  return [factAt(file, first.index, { kind: 'node', name: '', aliases: [], addresses, own: true })];
};
