import type { FieldValue } from '../../model/record.js';
import { argumentKey, readArguments } from './arguments.js';
import type { ConfigEntry } from './entry.js';
import { readAnnotation, unquoteGo } from './node-annotations.js';
import { PRECEDENCE } from './precedence.js';
import { isSecretKey, MASK, maskSecrets } from './secrets.js';
import { splitWords } from './words.js';

/** A setting that a log line tells. `node` where the line names it. */
export interface NodeArgument {
  readonly node?: string;
  /** `arguments` or `environment`; of a child `kubelet arguments`. */
  readonly file: string;
  readonly key: string;
  readonly value: FieldValue;
  readonly precedence: number;
}

const CHILD =
  /\bRunning (kube-apiserver|etcd|kubelet|kube-proxy|kube-scheduler|kube-controller-manager|cloud-controller-manager) (-[\s\S]*)/;
const ANNOTATION = /"(k3s|rke2)\.io\/node-(args|env)":"((?:\\.|[^"\\])*)(?:"|\\?$)/g;

/**
 * Settings told by a line of a K3s or RKE2 log: the dump of a node's annotations (`List of node(a) annotations:
 * map[string]string{…}`, flannel's kube.go) and the arguments of a child (`Running kube-apiserver
 * --advertise-address=…`, whose keys begin with the child's name). Empty for other lines.
 */
export function readNodeArguments(message: string): readonly NodeArgument[] {
  if (message.includes('.io/node-')) return readDump(maskSecrets(message));
  if (!message.includes('Running ')) return [];
  const [, program = '', text = ''] = CHILD.exec(maskSecrets(message)) ?? [];
  if (program === '') return [];
  return readArguments({ program, words: splitWords(text) }).map(({ key, value }) => ({
    file: `${program} arguments`,
    key: argumentKey(program, key),
    value: isSecretKey(key) && typeof value !== 'boolean' ? MASK : value,
    precedence: PRECEDENCE.process,
  }));
}

function readDump(message: string): readonly NodeArgument[] {
  // a line within a line: one more layer of escapes
  const text = /\\"(?:k3s|rke2)\.io\/node-/.test(message) ? unquoteGo(message) : message;
  const [, node] = /\bnode ?\(([^()\s]+)\) annotations/.exec(text) ?? [];
  return [...text.matchAll(ANNOTATION)].flatMap(([, program = '', kind, json = '']) =>
    readAnnotation({
      program,
      kind: kind === 'env' ? 'env' : 'args',
      json: unquoteGo(json),
      line: 1,
      node,
    }).map(withoutLine),
  );
}

const withoutLine = ({ file, key, value, precedence, node }: ConfigEntry): NodeArgument => ({
  file,
  key,
  value: isSecretKey(key) && typeof value !== 'boolean' ? MASK : value,
  precedence: precedence === PRECEDENCE.annotation ? PRECEDENCE.loggedStart : precedence,
  ...(node !== undefined && { node }),
});
