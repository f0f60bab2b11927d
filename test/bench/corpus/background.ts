import type { Shape } from './shape.js';
import { ETCD_SHAPES } from './shapes-etcd.js';
import { HOST_SHAPES } from './shapes-host.js';
import { KLOG_SHAPES } from './shapes-klog.js';
import { SUPERVISOR_SHAPES } from './shapes-supervisor.js';

/** All lines that no signal is about, beside the near misses that the rules bring themselves. */
export const BACKGROUND: readonly Shape[] = [
  ...KLOG_SHAPES,
  ...ETCD_SHAPES,
  ...SUPERVISOR_SHAPES,
  ...HOST_SHAPES,
];
