import type { Subject } from '../model/observation.js';
import type { LogRecord, Pod } from '../model/record.js';
import { ownText } from '../model/text.js';
import { nodeOfPod } from './origin.js';

const MAX_SUBJECTS = 100_000;
const MAX_RECENT = 100;

/**
 * The node a record names, or the name of its static pod does; empty where nothing does. Equal names come
 * as one and the same text: those who compare it compare pointers.
 */
export function createNodeReader(): (record: LogRecord) => string {
  let lastNode = '';
  let lastPod: Pod | undefined;
  let nodeOfLastPod = '';
  return ({ node, pod }) => {
    if (node !== undefined) {
      if (node !== lastNode) lastNode = ownText(node);
      return lastNode;
    }
    if (pod === undefined) return '';
    if (pod !== lastPod) {
      lastPod = pod;
      nodeOfLastPod = nodeOfPod(pod) ?? '';
    }
    return nodeOfLastPod;
  };
}

/** One subject object per node, pod, component and unit of a source: observations share it. */
export function createSubjects(source: string): (record: LogRecord, node: string) => Subject {
  const known = new Map<string, Subject>();
  /** The last one of each component: several speak in turn. */
  const recent = new Map<
    string | undefined,
    { readonly pod: Pod | undefined; readonly subject: Subject }
  >();

  const find = ({ pod, component, unit }: LogRecord, node: string): Subject => {
    const key = [node, pod?.uid, pod?.name, pod?.container, component, unit].join('\u0001');
    const held = known.get(key);
    if (held) return held;
    const subject: Subject = {
      node: ownText(node),
      source,
      ...(pod ? { pod: ownPod(pod) } : {}),
      ...(component === undefined ? {} : { component }),
      ...(unit === undefined ? {} : { unit: ownText(unit) }),
    };
    if (known.size < MAX_SUBJECTS) known.set(ownText(key), subject);
    return subject;
  };

  return (record, node) => {
    const { pod, component, unit } = record;
    const last = recent.get(component);
    if (last?.subject.node === node && last.pod === pod && last.subject.unit === unit) {
      return last.subject;
    }
    const subject = find(record, node);
    if (last !== undefined || recent.size < MAX_RECENT) recent.set(component, { pod, subject });
    return subject;
  };
}

export const ownPod = ({ namespace, name, uid, container }: Pod): Pod => ({
  ...(namespace === undefined ? {} : { namespace: ownText(namespace) }),
  ...(name === undefined ? {} : { name: ownText(name) }),
  ...(uid === undefined ? {} : { uid: ownText(uid) }),
  ...(container === undefined ? {} : { container: ownText(container) }),
});
