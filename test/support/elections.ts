import type { Cluster } from '../generate/cluster/cluster.js';
import { mergeByTime } from '../generate/entry.js';
import { entriesOfEtcd, pairedElection } from '../generate/scenario/paired-etcd.js';

const MINUTE_MS = 60_000;

/** Three elections, so that every member once asks the others. */
export function withElections(cluster: Cluster, at: number): Cluster {
  const servers = cluster.members.map(({ server }) => server);
  const said = servers.flatMap((winner, no) =>
    pairedElection(winner, servers, at + (no + 2) * MINUTE_MS, no + 7),
  );
  return {
    ...cluster,
    members: cluster.members.map((member) => ({
      ...member,
      entries: () => mergeByTime(member.entries(), entriesOfEtcd(said, member.server)),
    })),
  };
}
