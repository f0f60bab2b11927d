import type { Complain, RulePath } from './mistake.js';
import { didYouMean, editDistance } from './suggest.js';

/** Programs whose records a parser names. Rules may name others, for logs that carry the name. */
export const COMPONENTS: readonly string[] = [
  'supervisor',
  'etcd',
  'kine',
  'apiserver',
  'kubelet',
  'controller-manager',
  'scheduler',
  'konnectivity',
  'konnectivity-agent',
  'spegel',
  'containerd',
  'keepalived',
  'journald',
  'systemd',
  'kernel',
  'any',
];

const MAX_TYPOS = 2;

/** A signal of a mistyped component would never match, and nobody would see why. */
export function checkComponent(name: string, path: RulePath, complain: Complain): void {
  if (COMPONENTS.includes(name)) return;
  const near = COMPONENTS.find((known) => editDistance(name, known) <= MAX_TYPOS);
  if (near !== undefined) complain(path, `unknown component '${name}'`, didYouMean(near));
}
