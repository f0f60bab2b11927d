import type { FieldValue } from './record.js';

/** What a file of a bundle is to the analysis. */
export type FileRole = 'log' | 'configuration' | 'version' | 'node-list' | 'clock' | 'ignored';

/** Where a fact stands. `line` counts from 1. */
export interface FactPlace {
  readonly source: string;
  readonly line: number;
  /** The line as it stood, secrets masked. */
  readonly text: string;
  /** Over the line's bytes, where a finding may cite it; `text` is then the line, as citations show it. */
  readonly sha256?: string;
}

/**
 * One value about the environment, read from a file that is no log. `scope` is the folder of the bundle the
 * file belongs to: facts without a node of their own hold for the node of that scope.
 */
export type EnvironmentFact = {
  readonly scope: string;
  readonly place: FactPlace;
  readonly node?: string;
} & (
  | {
      readonly kind: 'node';
      readonly name: string;
      readonly aliases: readonly string[];
      readonly addresses: readonly string[];
      readonly product?: string;
      readonly version?: string;
      readonly role?: 'server' | 'agent';
      /** The scope's own node, not merely one of the cluster's. */
      readonly own: boolean;
      /** The lines that say version (and with it the product) and role, where they are others than the fact's. */
      readonly proof?: { readonly version?: FactPlace; readonly role?: FactPlace };
    }
  | { readonly kind: 'version'; readonly product: string; readonly version: string }
  | {
      readonly kind: 'config';
      /** The file as the product knows it: `config.yaml`, `registries.yaml`, `k0s.yaml`, `arguments`. */
      readonly file: string;
      /** Dotted path: `embedded-registry`, `spec.network.nodeLocalLoadBalancing.enabled`. */
      readonly key: string;
      readonly value: FieldValue;
      /** Higher wins: the product's own precedence. */
      readonly precedence: number;
      /** The value joins those of lower precedence instead of replacing them: `key+:` of K3s and RKE2. */
      readonly appends?: true;
    }
  | {
      readonly kind: 'zone';
      readonly offsetMinutes: number;
      readonly at: number;
      /** Its name (`Europe/Berlin`), which tells when clocks change. */
      readonly zone?: string;
    }
  /** A name and its addresses in the hosts file of the scope's node, loopback included. */
  | { readonly kind: 'host'; readonly name: string; readonly addresses: readonly string[] }
  /** Addresses that the scope's node holds at the moment and that may move: a virtual one, for example. */
  | { readonly kind: 'held'; readonly addresses: readonly string[] }
  /** Where a pod runs, as a list of pods says. */
  | {
      readonly kind: 'pod';
      readonly namespace: string;
      readonly name: string;
      readonly uid?: string;
      readonly runsOn: string;
    }
  /** When the scope's files were collected, or shortly before. */
  | { readonly kind: 'moment'; readonly at: number }
);

export type NodeProperty = 'product' | 'version' | 'role';

/** A line that says what a node is. */
export interface NodeEvidence extends FactPlace {
  readonly field: NodeProperty;
  readonly value: string;
}

/** Sources that do not agree on a node: the value in force stands first. */
export interface NodeConflict {
  readonly field: NodeProperty | 'address' | 'setting';
  /** The name of the setting. */
  readonly setting?: string;
  readonly values: readonly string[];
  /** For each value a line; of an address one for each node that has it. */
  readonly evidence: readonly FactPlace[];
}

/** What a node is, as files beside the logs tell it. */
export interface EnvironmentNode {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly product?: string;
  readonly version?: string;
  readonly role?: 'server' | 'agent';
  /** Equal for nodes of one cluster. Absent: there is one cluster only. */
  readonly cluster?: string;
  /** A few lines for each property that is known. */
  readonly evidence: readonly NodeEvidence[];
  readonly conflicts: readonly NodeConflict[];
}

/** The environment as the diagnoses ask for it. */
export interface Environment {
  readonly nodes: readonly EnvironmentNode[];
  /** The values in force of a setting, node by node; `file` narrows the question. */
  settings(
    key: string,
    file?: string,
  ): readonly { readonly node: string; readonly value: FieldValue }[];
  /** Where the value of a node's setting stands. */
  readonly placeOf?: (key: string, node: string) => FactPlace | undefined;
  /** Was anything read from the file (absent: any configuration at all), of this node (absent: of any)? */
  has(file?: string, node?: string): boolean;
  /** `server:` of a node that leads to another node, or back to itself. */
  readonly targets: readonly ConfiguredTarget[];
  /** `server:` of a node at an address that is no node's own: virtual, or of a load balancer. Absent: none. */
  readonly detours?: readonly Detour[];
  /** Settings of which two sources say different things. */
  readonly conflicts?: readonly SettingConflict[];
}

export interface ConfiguredTarget {
  readonly from: string;
  readonly to: string;
  /** The setting. */
  readonly place?: FactPlace;
}

/** `from` is told to ask whatever answers at these addresses. */
export interface Detour {
  readonly from: string;
  readonly addresses: readonly string[];
  readonly place: FactPlace;
  /** No file tells whose the addresses are: the logs of a node may. */
  readonly unowned?: true;
}

/** The value in force stands last. */
export interface SettingConflict {
  readonly node: string;
  readonly key: string;
  readonly sides: readonly {
    readonly value: FieldValue | readonly FieldValue[];
    readonly place: FactPlace;
  }[];
}
