import type { Pod } from '../../model/record.js';

const POD_FILE = /(?:^|\/)pods\/([^/_]+)_([^/_]+)_([^/_]+)\/([^/]+)\/[^/]*$/;
/** A bundle may hold the folders of pods under another name. */
const STATIC_POD_FILE =
  /(?:^|\/)([a-z0-9-]+)_([a-z0-9.-]+)_([0-9a-f-]{32,36})\/([^/]+)\/\d+\.log[^/]*$/;
const CONTAINER_FILE = /(?:^|\/)([^/_]+)_([^/_]+)_([^/_]+)-([0-9a-f]{64})\.log[^/]*$/;

/**
 * The pod whose log stands at a path: `…/pods/<namespace>_<pod>_<uid>/<container>/<n>.log` or
 * `…/containers/<pod>_<namespace>_<container>-<id>.log`, rotated and zipped ones too.
 * `undefined` for other paths.
 */
export function podOfPath(path: string): Pod | undefined {
  const plain = path.replaceAll('\\', '/');
  const [, namespace, name, uid, container] =
    POD_FILE.exec(plain) ?? STATIC_POD_FILE.exec(plain) ?? [];
  if (namespace && name && uid && container) return { namespace, name, uid, container };
  const [, pod, space, box] = CONTAINER_FILE.exec(plain) ?? [];
  return pod && space && box ? { namespace: space, name: pod, container: box } : undefined;
}
