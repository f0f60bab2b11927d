import type { EnvironmentFact } from '../model/fact.js';
import { parseZonedDate } from './clock-date.js';
import { readTree } from './config/tree.js';
import {
  asObject,
  asText,
  createFinder,
  type FactFile,
  type FactReader,
  factAt,
  parseJson,
  placeAt,
} from './fact-file.js';
import { addressIn } from './nodes-addresses.js';
import { isHostName } from './nodes-names.js';

const BUILD = /\+(k3s|rke2|k0s)/;
const PRODUCT_LINE = /^\s*(k3s|rke2|k0s) version (v\d+\.\d+\.\d+\S*)/;
const BARE_VERSION =
  /^\s*(?:Version:\s*|gitVersion:\s*)?"?(v\d+\.\d+\.\d+(?:-\S+)?\+(?:k3s|rke2|k0s)[^\s"]*)"?\s*$/;
const MAX_LINES = 20_000;

/** `v1.33.4+k3s1` is K3s; plain Kubernetes tells no product. */
export const productOfVersion = (version: string): string | undefined => BUILD.exec(version)?.[1];

/**
 * Lines that name a product's version (`k3s version v1.33.4+k3s1 (148243c4)`, `v1.33.3+k0s.0`), whole dates,
 * `Generated:` and `Hostname:` of a summary, `uname -a`, images in tables. Each value once.
 */
export const readVersions: FactReader = (file) => {
  const seen = new Set<string>();
  const facts: EnvironmentFact[] = [];
  for (const [index, line] of file.lines.slice(0, MAX_LINES).entries()) {
    for (const fact of factsOfLine(file, line, index)) {
      const { place, ...content } = fact;
      const key = JSON.stringify(content);
      if (!seen.has(key)) facts.push(fact);
      seen.add(key);
    }
  }
  return facts;
};

function* factsOfLine(file: FactFile, line: string, index: number): Generator<EnvironmentFact> {
  const version = PRODUCT_LINE.exec(line)?.[2] ?? BARE_VERSION.exec(line)?.[1];
  const product = PRODUCT_LINE.exec(line)?.[1] ?? productOfVersion(version ?? '');
  if (version !== undefined && product !== undefined) {
    yield factAt(file, index, { kind: 'version', product, version });
  }
  const moment = parseZonedDate(line.replace(/^Generated:\s*/, ''));
  if (moment) yield factAt(file, index, { kind: 'zone', ...moment });
  const host = /^Hostname:\s+(\S+)\s*$/.exec(line)?.[1] ?? /^Linux (\S+) \d+\.\d+/.exec(line)?.[1];
  if (host !== undefined && isHostName(host)) {
    yield factAt(file, index, { kind: 'node', name: host, aliases: [], addresses: [], own: true });
  }
  yield* imagesOfLine(file, line, index);
}

const SPEGEL_IMAGE = /(?:^|[\s"'/])spegel(?::|\s+)(v?\d+\.\d+\.\d+(?:-[\w.]+)?)(?=[\s"',@]|$)/g;

function* imagesOfLine(file: FactFile, line: string, index: number): Generator<EnvironmentFact> {
  if (!line.includes('spegel')) return;
  for (const match of line.matchAll(SPEGEL_IMAGE)) {
    const version = match[1] ?? '';
    yield factAt(file, index, { kind: 'version', product: 'spegel', version }, match.index);
  }
}

/** Tables, JSON or YAML with images: the tag of Spegel's image is its version. */
export const readImages: FactReader = (file) => {
  if (!file.text.includes('spegel')) return [];
  const seen = new Map<string, EnvironmentFact>();
  for (const [index, line] of file.lines.entries()) {
    for (const fact of imagesOfLine(file, line, index)) {
      if (fact.kind === 'version' && !seen.has(fact.version)) seen.set(fact.version, fact);
    }
  }
  return [...seen.values()];
};

/** `k0s status`, YAML or text: version, role, and the address of a controller's own ClusterConfig. */
export const readK0sStatus: FactReader = (file) => {
  const find = (pattern: RegExp): [index: number, value: string] | undefined => {
    const index = file.lines.findIndex((line) => pattern.test(line));
    const value = pattern.exec(file.lines[index] ?? '')?.[1];
    return value === undefined ? undefined : [index, value];
  };
  const version = find(/^Version: +"?(v\d+\.\d+\.\d+[^\s"]*)/);
  const role = find(/^Role: +"?(controller|worker|server)\b/);
  if (version === undefined || role === undefined) return [];
  const addresses = controllerAddresses(file.text);
  return [
    factAt(file, version[0], { kind: 'version', product: 'k0s', version: version[1] }),
    factAt(file, role[0], {
      kind: 'node',
      name: '',
      aliases: [],
      addresses,
      product: 'k0s',
      version: version[1],
      role: role[1] === 'worker' ? 'agent' : 'server',
      own: true,
      proof: { version: placeAt(file, version[0]), role: placeAt(file, role[0]) },
    }),
  ];
};

/** `k0s.yaml`: the addresses under which this controller is known, for the scope's own node. */
export const readK0sYaml: FactReader = (file) => {
  const addresses = controllerAddresses(file.text);
  const index = file.lines.findIndex((line) => addresses.some((it) => line.includes(it)));
  const node = { kind: 'node', name: '', aliases: [], addresses, own: true } as const;
  return addresses.length === 0 ? [] : [factAt(file, Math.max(0, index), node)];
};

/** `spec.api.address` and etcd's `peerAddress` of a ClusterConfig, also inside `k0s status`. */
const controllerAddresses = (text: string): readonly string[] => [
  ...new Set(
    readTree(text)
      .documents.flat()
      .filter(({ path }) =>
        /(?:^|\.)spec\.(?:api\.address|storage\.etcd\.peerAddress)$/.test(path.join('.')),
      )
      .flatMap(({ value }) => addressIn(String(value)) ?? []),
  ),
];

/** `metadata.yaml` of support-bundle-kit: `kubernetesversion: v1.32.7+rke2r1`, `bundlecreatedat` in UTC. */
export const readMetadata: FactReader = (file) => [...readKubernetes(file), ...readCreation(file)];

const CREATED = /^bundle_?createdat:\s*["']?(\d{4}-\d\d-\d\dT[\d:.]+Z)/i;

function readCreation(file: FactFile): readonly EnvironmentFact[] {
  const index = file.lines.findIndex((line) => CREATED.test(line));
  const at = Date.parse(CREATED.exec(file.lines[index] ?? '')?.[1] ?? '');
  return Number.isNaN(at) ? [] : [factAt(file, index, { kind: 'moment', at })];
}

const readKubernetes: FactReader = (file) => {
  const index = file.lines.findIndex((line) => /^kubernetes_?version:/i.test(line));
  const version = /^\w+:\s*["']?(v\d[^\s"']*)/.exec(file.lines[index] ?? '')?.[1] ?? '';
  const product = productOfVersion(version);
  return product === undefined ? [] : [factAt(file, index, { kind: 'version', product, version })];
};

/** `cluster_version.json` of Troubleshoot: the API server's `gitVersion`. */
export const readClusterVersion: FactReader = (file) => {
  const answer = asObject(parseJson(file.text));
  const version = asText(asObject(answer?.info)?.gitVersion) ?? asText(answer?.gitVersion) ?? '';
  const product = productOfVersion(version);
  if (product === undefined) return [];
  const [index, column] = createFinder(file)('"gitVersion"');
  return [factAt(file, index, { kind: 'version', product, version }, column)];
};
