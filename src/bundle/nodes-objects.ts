import { parseDocument } from 'yaml';
import type { EnvironmentFact } from '../model/fact.js';
import {
  asList,
  asObject,
  asText,
  createFinder,
  type FactFile,
  type FactReader,
  factAt,
  type JsonObject,
  parseJson,
  placeAt,
} from './fact-file.js';
import { addressIn } from './nodes-addresses.js';
import { isHostName } from './nodes-names.js';
import { productOfVersion } from './versions.js';

/** Annotations that hold an address of the node, by the end of their name. */
const ADDRESS_ANNOTATION =
  /(?:^|[./])(?:internal-ip|external-ip|node-address|provided-node-ip|public-ip|IPv4Address|IPv6Address)$/;
const NAME_ANNOTATION =
  /(?:^(?:k3s|rke2)\.io\/hostname|^etcd\.(?:k3s|rke2)\.cattle\.io\/node-name)$/;
const SERVER_LABEL = /^node-role\.kubernetes\.io\/(?:control-plane|etcd|master|controlplane)$/;
const MAX_NODES = 20_000;
const MAX_YAML_CHARS = 5 * 1024 * 1024;

/** What is known of a node beside its name. */
export interface NodeContent {
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
  readonly product?: string;
  readonly version?: string;
  readonly role?: 'server' | 'agent';
}

export const unique = (values: Iterable<string>): readonly string[] => [...new Set(values)];

/** Version and product of a kubelet; nothing where it is no product of ours. */
export function versionContent(kubelet: string): Pick<NodeContent, 'product' | 'version'> {
  const product = productOfVersion(kubelet);
  return product === undefined ? {} : { product, version: kubelet };
}

export const addressOfAnnotation = (key: string, value: string): string | undefined =>
  ADDRESS_ANNOTATION.test(key) ? addressIn(value) : undefined;
export const aliasOfAnnotation = (key: string, value: string): string | undefined =>
  NAME_ANNOTATION.test(key) && isHostName(value) ? value : undefined;

/** A Node object as the API gives it. Role by `node-args`, else by labels where there are any. */
function contentOf(node: JsonObject): NodeContent {
  const metadata = asObject(node.metadata);
  const status = asObject(node.status);
  const annotations = Object.entries(asObject(metadata?.annotations) ?? {});
  const told = asList(status?.addresses).map(asObject);
  const names = told.map((it) =>
    /Hostname|DNS/.test(String(it?.type)) ? asText(it?.address) : undefined,
  );
  const own = annotations.map(([key, value]) => aliasOfAnnotation(key, asText(value) ?? ''));
  const addresses = [
    ...told.map((it) => addressIn(asText(it?.address) ?? '')),
    ...annotations.map(([key, value]) => addressOfAnnotation(key, asText(value) ?? '')),
  ];
  const role = roleOf(asObject(metadata?.labels), asObject(metadata?.annotations));
  return {
    aliases: unique([...names, ...own].flatMap((it) => (it && isHostName(it) ? [it] : []))),
    addresses: unique(addresses.flatMap((it) => it ?? [])),
    ...versionContent(asText(asObject(status?.nodeInfo)?.kubeletVersion) ?? ''),
    ...(role === undefined ? {} : { role }),
  };
}

function roleOf(
  labels: JsonObject | undefined,
  annotations: JsonObject | undefined,
): NodeContent['role'] {
  const args =
    asText(annotations?.['k3s.io/node-args']) ?? asText(annotations?.['rke2.io/node-args']);
  const command = /^\s*\[\s*"(server|agent)"/.exec(args ?? '')?.[1];
  if (command === 'server' || command === 'agent') return command;
  if (!labels || Object.keys(labels).length === 0) return undefined;
  const server =
    labels['node.k0sproject.io/role'] === 'control-plane' ||
    Object.keys(labels).some((key) => SERVER_LABEL.test(key));
  return server ? 'server' : 'agent';
}

function nodesOf(value: unknown): readonly JsonObject[] {
  const top = asObject(value);
  const items = Array.isArray(value)
    ? value
    : asList(top?.items).length > 0
      ? asList(top?.items)
      : [value];
  return items.slice(0, MAX_NODES).flatMap((item) => {
    const node = asObject(item);
    const isNode =
      node?.kind === 'Node' ||
      (node?.kind === undefined && asObject(node?.status)?.nodeInfo !== undefined);
    return node && isNode ? [node] : [];
  });
}

function factsOf(
  file: FactFile,
  value: unknown,
  quote: (name: string) => readonly string[],
): readonly EnvironmentFact[] {
  const find = createFinder(file);
  const findVersion = createFinder(file);
  const facts = nodesOf(value).flatMap((node) => {
    const name = asText(asObject(node.metadata)?.name);
    if (name === undefined) return [];
    const [index, column] = find(...quote(name));
    const content = contentOf(node);
    // Every node object has one, in the order of the nodes.
    const told = asText(asObject(asObject(node.status)?.nodeInfo)?.kubeletVersion);
    const line = told === undefined ? undefined : findVersion('kubeletVersion');
    const proof = line && content.version ? { proof: { version: placeAt(file, ...line) } } : {};
    return [factAt(file, index, { kind: 'node', name, ...content, ...proof, own: false }, column)];
  });
  return facts.length > 0 ? facts : namesOnly(file, value);
}

/** Troubleshoot's `node_list.json`: `{"nodes":["a","b"]}`. */
const namesOnly = (file: FactFile, value: unknown): readonly EnvironmentFact[] =>
  asList(asObject(value)?.nodes).flatMap((name) =>
    typeof name === 'string' && isHostName(name)
      ? [
          factAt(file, createFinder(file)(name)[0], {
            kind: 'node',
            name,
            aliases: [],
            addresses: [],
            own: false,
          }),
        ]
      : [],
  );

/** Node, List, NodeList or a bare array as JSON. */
export const readNodesJson: FactReader = (file) =>
  factsOf(file, parseJson(file.text), (name) => [
    `"name": "${name}"`,
    `"name":"${name}"`,
    `"${name}"`,
  ]);

/** The same as YAML, up to 5 MB. */
export const readNodesYaml: FactReader = (file) => {
  if (file.text.length > MAX_YAML_CHARS) return [];
  try {
    const value: unknown = parseDocument(file.text, { logLevel: 'silent', uniqueKeys: false }).toJS(
      { maxAliasCount: 100 },
    );
    return factsOf(file, value, (name) => [`name: ${name}`, `name: "${name}"`]);
  } catch {
    return [];
  }
};
