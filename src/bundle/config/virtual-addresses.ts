import { type ConfigEntry, linesOf } from './entry.js';
import { PRECEDENCE } from './precedence.js';
import { toValue } from './scalars.js';
import { isSecretKey } from './secrets.js';
import { type Leaf, readTree } from './tree.js';

const vipEntry = (name: string, text: string, line: number): ConfigEntry => ({
  file: 'kube-vip',
  // vip_address is the old name of address
  key: `kube-vip.${name === 'vip_address' || name === 'vip' ? 'address' : name}`,
  value: toValue(text),
  line,
  precedence: PRECEDENCE.file,
});

/**
 * Manifests and variables of kube-vip: `kube-vip.address` and the other variables of its containers. Source:
 * kube-vip/kube-vip pkg/kubevip/config_envvar.go.
 */
export function readKubeVip(text: string): readonly ConfigEntry[] {
  const leaves = readTree(text).documents.flatMap((document, at) =>
    document.map((leaf): Leaf => ({ ...leaf, path: [at, ...leaf.path] })),
  );
  const values = new Map<string, Leaf>();
  const containers = new Set<string>();
  for (const leaf of leaves) {
    const { path, value } = leaf;
    const owner = path.slice(0, -1).join('/');
    if (path.at(-1) === 'value') values.set(owner, leaf);
    // a container tells its program by name or image
    if (/^(?:name|image)$/.test(String(path.at(-1))) && String(value).includes('kube-vip')) {
      containers.add(owner);
    }
  }
  const variables = leaves.flatMap(({ path, value: name }) => {
    if (path.at(-1) !== 'name' || path.at(-3) !== 'env') return [];
    if (!containers.has(path.slice(0, -3).join('/'))) return [];
    const held = values.get(path.slice(0, -1).join('/'));
    if (!held || held.value === '' || isSecretKey(String(name))) return [];
    return [vipEntry(String(name), String(held.value), held.line)];
  });
  return variables.length > 0 ? variables : readVipVariables(text);
}

const readVipVariables = (text: string): readonly ConfigEntry[] =>
  linesOf(text).flatMap((line, at) => {
    const [, name = '', value = ''] =
      /^\s*(?:export\s+)?(address|vip_\w+|cp_enable|svc_enable|port|bgp_enable)\s*[=:]\s*["']?([^"'\s]+)["']?\s*$/.exec(
        line,
      ) ?? [];
    return name === '' || isSecretKey(name) ? [] : [vipEntry(name, value, at + 1)];
  });

const KEEPALIVED = new Set([
  'interface',
  'lb_algo',
  'lb_kind',
  'priority',
  'state',
  'unicast_src_ip',
  'virtual_router_id',
]);

/**
 * `keepalived.conf`: `keepalived.virtual_ipaddress` for each address, without its mask, the addresses of virtual
 * servers and a few settings of the instances. Passwords are not read. Source: keepalived.conf(5).
 */
export function readKeepalived(text: string): readonly ConfigEntry[] {
  const blocks: string[] = [];
  return linesOf(text).flatMap((raw, at) => {
    const entries: ConfigEntry[] = [];
    const add = (name: string, value: string): void => {
      const key = `keepalived.${name}`;
      const { file } = PRECEDENCE;
      entries.push({
        file: 'keepalived.conf',
        key,
        value: toValue(value),
        line: at + 1,
        precedence: file,
      });
    };
    const line = raw.replace(/[!#].*$/, '');
    for (const [, words = '', mark] of line.matchAll(/([^{}]*)([{}]|$)/g)) {
      const [name = '', value = ''] = words.trim().split(/\s+/);
      if (name !== '') {
        if (/^virtual_ipaddress(?:_excluded)?$/.test(blocks.at(-1) ?? '')) {
          add('virtual_ipaddress', name.replace(/\/\d+$/, ''));
        } else if (name === 'virtual_server' && value !== '') add('virtual_server', value);
        else if (KEEPALIVED.has(name) && value !== '') add(name, value);
      }
      if (mark === '{') blocks.push(name);
      else if (mark === '}') blocks.pop();
    }
    return entries;
  });
}
