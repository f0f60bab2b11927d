/** A file that belongs to a rotated set. */
export interface Rotated {
  /** The name of the file that is being written; equal for all of a set. */
  readonly set: string;
  /** The number in the name, 0 for the file being written; absent where the name carries a time instead. */
  readonly no?: number;
}

const PACKED = /\.(?:gz|xz|bz2|zst)$/;
/** logrotate: `syslog.1`, `syslog.2.gz`; not an address or a release at the end of a name. */
const NUMBERED = /^(.*[^/\d])\.(\d{1,2})$/;
/** The kubelet: `0.log.20260818-051203`; logrotate with `dateext`: `messages-20260818`. */
const STAMPED = /^(.*[^/])(?:\.\d{8}-\d{6}|-\d{8})$/;
/** lumberjack: `kubelet-2026-08-16T02-11-09.118.log`. */
const BACKUP = /^(.*[^/])-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}(\.[^./]+)?$/;

/**
 * The set a file belongs to, by its name alone: the file being written is a member of its own set.
 * Sources: logrotate, the kubelet's container logs, lumberjack (K3s, RKE2, containerd.log).
 */
export function rotationOf(source: string): Rotated {
  const plain = source.replace(PACKED, '');
  const backup = BACKUP.exec(plain);
  if (backup) return { set: `${backup[1]}${backup[2] ?? ''}` };
  const stamped = STAMPED.exec(plain);
  if (stamped?.[1] !== undefined) return { set: stamped[1] };
  const numbered = NUMBERED.exec(plain);
  if (numbered?.[1] !== undefined) return { set: numbered[1], no: Number(numbered[2]) };
  return { set: plain, no: 0 };
}

/** All files of a rotated set are one machine's. */
export const setOf = (source: string): string => rotationOf(source).set;
