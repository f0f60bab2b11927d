import { readRfc3339 } from '../timestamp.js';
import { readEtcdText } from './etcd-text.js';
import { readLevelLetter } from './level.js';
import type { MutableFields, PayloadFormat } from './payload.js';

const MERGED = / \[merged (\d{1,9}) repeated lines in \S{1,20}\]$/;
/** Builds of some vendors print the place, too: ` [pkg_logger.go:114] W | `. */
const HEAD = / (?:\[[\w-]{1,60}\.go:\d{1,6}\] )?([CEWNIDT]) \| (?:([\w./-]{1,60}): )?/y;

/**
 * capnslog, the logger of etcd up to 3.4: `2026-11-21 06:16:55.899501 I | mvcc: finished …`. Local time
 * without a zone. The package becomes the field `package`; texts that zap has other words for become
 * zap's (see `readEtcdText`). Source: https://github.com/coreos/pkg capnslog/formatters.go
 */
export const capnslogFormat: PayloadFormat = {
  id: 'capnslog',
  sample: '2026-11-21 06:20:12.023394 W | wal: sync duration of 1.3148234s, expected less than 1s',
  first: '12',
  read(text) {
    const read = readRfc3339(text);
    if (read === undefined) return undefined;
    HEAD.lastIndex = read.end;
    const head = HEAD.exec(text);
    if (head === null) return undefined;
    const fields: MutableFields = {};
    if (head[2] !== undefined) fields.package = head[2];
    const merged = text.endsWith(']') ? MERGED.exec(text) : null;
    if (merged !== null) fields.repeated = Number(merged[1]);
    const message = readEtcdText(text.slice(HEAD.lastIndex, merged?.index), fields);
    const level = readLevelLetter(head[1] ?? '');
    return { layer: 'capnslog', message, level, fields, stamp: read.stamp, nested: false };
  },
};
