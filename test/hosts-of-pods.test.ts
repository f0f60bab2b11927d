import { describe, expect, it } from 'vitest';
import { classifyPath } from '../src/bundle/layout.js';
import { hostsOfPods } from '../src/hosts-of-pods.js';
import type { LogOrigins } from '../src/log-origins.js';

const POD = 'pods/spegel_spegel-e4da3_00000005-1111-2222-3333-444455556666/registry/0.log';
type Covered = LogOrigins['covered'][number];
const log = (source: string, ...nodes: readonly string[]): Covered => ({
  source,
  role: 'log',
  nodes,
});
/** The folder of bare files tells their node where it is called `wk-…`. */
const hosts = (...covered: readonly Covered[]) =>
  Object.fromEntries(
    hostsOfPods({ covered }, classifyPath, (named, source) =>
      named === '' ? (/(?:^|\/)(wk-\d)\//.exec(source)?.[1] ?? '') : named,
    ),
  );

describe("the node of pods' logs", () => {
  it('is the one that the other logs of a folder name, where the folder is called so', () => {
    const covered = [log('in/wk-1/containerd.log'), log(`in/wk-1/${POD}`), log(`in/wk-2/${POD}`)];
    expect(hosts(...covered)).toEqual({ [`in/wk-1/${POD}`]: 'wk-1' });
    expect(hosts(log('in/WK-7/k3s.log', 'wk-7'), log(`in/WK-7/${POD}`))).toEqual({
      [`in/WK-7/${POD}`]: 'wk-7',
    });
  });
  it('is not that of a log in a folder of another name: it may hold the pods of many nodes', () => {
    expect(hosts(log('dump/journal.txt', 'server1'), log(`dump/${POD}`))).toEqual({});
    expect(hosts(log('dump/containerd.log'), log(`dump/${POD}`))).toEqual({});
  });
  it('is the host of its tree, whatever the folder is called', () => {
    const [journal, pod] = ['tree/var/log/syslog', `tree/var/log/${POD}`];
    expect(hosts(log(journal, 'server1'), log(pod))).toEqual({ [pod]: 'server1' });
  });
  it('is none where several hosts are named', () => {
    const [journal, pod] = ['tree/var/log/syslog', `tree/var/log/${POD}`];
    expect(hosts(log(journal, 'server1', 'server2'), log(pod))).toEqual({});
  });
});
