import type { EnvironmentFact } from '../model/fact.js';
import { readDate, readTimedatectl, readTimeJson, readTimezone, readVmstat } from './clock.js';
import { readHosts } from './config/hosts-file.js';
import { type FactReader, openFactFile } from './fact-file.js';
import type { FileKind } from './layout-kinds.js';
import { readIpAddr } from './nodes-addresses.js';
import { readEtcdMembers } from './nodes-etcd.js';
import { readHostname, readHostOs, readUname } from './nodes-names.js';
import { readNodesJson, readNodesYaml } from './nodes-objects.js';
import { readNodesDescribe, readNodesTable } from './nodes-tables.js';
import { readPodList, readPodTable } from './pods.js';
import {
  readClusterVersion,
  readImages,
  readK0sStatus,
  readK0sYaml,
  readMetadata,
  readVersions,
} from './versions.js';

const READERS: Readonly<Partial<Record<FileKind, FactReader>>> = {
  'k3s-version': readVersions,
  'rke2-version': readVersions,
  'k0s-version': readVersions,
  versions: readVersions,
  summary: readVersions,
  'k0s-status': readK0sStatus,
  'k0s-yaml': readK0sYaml,
  'cluster-version': readClusterVersion,
  'metadata-yaml': readMetadata,
  'image-table': readImages,
  'pod-list': (file) => [...readPodList(file), ...readImages(file)],
  'pod-table': readPodTable,
  'crictl-images': readImages,
  'nodes-json': readNodesJson,
  'nodes-yaml': readNodesYaml,
  'nodes-table': readNodesTable,
  'nodes-describe': readNodesDescribe,
  'etcd-member-list': readEtcdMembers,
  hostname: readHostname,
  'hostos-json': readHostOs,
  uname: readUname,
  'ip-addr': readIpAddr,
  'hosts-file': readHosts,
  date: readDate,
  vmstat: readVmstat,
  timedatectl: readTimedatectl,
  'time-json': readTimeJson,
  timezone: readTimezone,
};

/**
 * Nodes, versions and clocks in a file of a bundle; configuration is read elsewhere. A node's name is empty
 * where the file tells something of the scope's own node but not its name.
 * Gives nothing for other kinds and for broken files. Never throws.
 */
export function readEnvironment(
  kind: FileKind,
  source: string,
  text: string,
  scope: string,
): readonly EnvironmentFact[] {
  return READERS[kind]?.(openFactFile(source, scope, text)) ?? [];
}
