import type { EnvironmentFact } from '../model/fact.js';
import {
  asList,
  asObject,
  asText,
  createFinder,
  type FactFile,
  type FactReader,
  factAt,
  parseJson,
} from './fact-file.js';
import { addressIn } from './nodes-addresses.js';
import { isHostName } from './nodes-names.js';

/** K3s and RKE2 name members `<node>-<8 hex digits>`. */
const SUFFIX = /-[0-9a-f]{8}$/;
const CSV =
  /^\|?\s*([0-9a-f]{6,16})\s*[,|]\s*(?:started|unstarted)\s*[,|]\s*(\S+?)\s*[,|]\s*(\S+?)\s*[,|]/;

function memberFact(
  file: FactFile,
  at: readonly [number, number],
  member: string,
  urls: readonly string[],
): readonly EnvironmentFact[] {
  const name = member.replace(SUFFIX, '');
  if (!isHostName(name)) return [];
  const aliases = name === member ? [] : [member];
  const addresses = [...new Set(urls.flatMap((url) => addressIn(url) ?? []))];
  return [
    factAt(
      file,
      at[0],
      { kind: 'node', name, aliases, addresses, role: 'server', own: false },
      at[1],
    ),
  ];
}

/**
 * Lists of etcd members: JSON of etcd (`members[].peerURLs`), of k0s (`{"members":{"<name>":"<url>"}}`),
 * the comma-separated lines and the table of etcdctl.
 */
export const readEtcdMembers: FactReader = (file) => {
  const begin = file.text.indexOf('{');
  const members = asObject(begin < 0 ? undefined : parseJson(file.text.slice(begin)))?.members;
  const find = createFinder(file);
  if (Array.isArray(members)) {
    return asList(members).flatMap((item) => {
      const name = asText(asObject(item)?.name) ?? '';
      const urls = asList(asObject(item)?.peerURLs).flatMap((url) => asText(url) ?? []);
      return memberFact(file, find(`"${name}"`), name, urls);
    });
  }
  if (asObject(members)) {
    return Object.entries(asObject(members) ?? {}).flatMap(([name, url]) =>
      memberFact(file, find(`"${name}"`), name, [asText(url) ?? '']),
    );
  }
  return file.lines.flatMap((line, index) => {
    const [, , name = '', urls = ''] = CSV.exec(line) ?? [];
    return name === '' ? [] : memberFact(file, [index, 0], name, urls.split(','));
  });
};
