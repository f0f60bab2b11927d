import { findQuoteEnd, unquoteGo } from './go-quote.js';
import type { MutableFields } from './payload.js';

interface EtcdText {
  /** Every text of this kind holds it. */
  readonly literal: string;
  readonly pattern: RegExp;
  /** zap's message for the same. */
  readonly message: string;
  /** zap's field names for the groups of the pattern. */
  readonly fields: readonly string[];
}

/**
 * What etcd 3.4 says through capnslog in other words than through zap. A rule speaks of zap's words; who
 * searches raw bytes for a literal of zap's message has to search for `literal` too.
 * Source: https://github.com/etcd-io/etcd at v3.4.23: wal/wal.go, etcdserver/{raft,util,v3_server}.go,
 * etcdserver/api/rafthttp/{http,probing_status,stream}.go, embed/config_logging.go
 */
export const ETCD_TEXTS: readonly EtcdText[] = [
  {
    literal: 'sync duration of ',
    pattern: /^sync duration of (\S+), expected less than (\S+)$/,
    message: 'slow fdatasync',
    fields: ['took', 'expected-duration'],
  },
  {
    literal: 'failed to send out heartbeat on time (exceeded',
    pattern:
      /^failed to send out heartbeat on time \(exceeded the (\S+) timeout for (\S+), to ([0-9a-f]+)\)$/,
    message:
      'leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk',
    fields: ['heartbeat-interval', 'exceeded-duration', 'to'],
  },
  {
    literal: 'waiting for ReadIndex response took too long, retrying',
    pattern:
      /^waiting for ReadIndex response took too long, retrying \(sent-request-id: (\d+), retry-timeout: (\S+)\)$/,
    message: 'waiting for ReadIndex response took too long, retrying',
    fields: ['sent-request-id', 'retry-timeout'],
  },
  {
    literal: 'timed out waiting for read index response',
    pattern:
      /^timed out waiting for read index response \(local node might have slow network\) timeout: (\S+)$/,
    message: 'timed out waiting for read index response (local node might have slow network)',
    fields: ['timeout'],
  },
  {
    literal: 'could not connect: ',
    pattern: /^health check for peer ([0-9a-f]+) could not connect: (.*)$/s,
    message: 'prober detected unhealthy status',
    fields: ['remote-peer-id', 'error'],
  },
  {
    literal: 'rejected connection from ',
    pattern:
      /^rejected connection from "([^"]*)" \(error "((?:[^"\\]|\\.)*)", ServerName "([^"]*)"/,
    message: 'rejected connection',
    fields: ['remote-addr', 'error', 'server-name'],
  },
  {
    literal: 'request cluster ID mismatch',
    pattern: /^request cluster ID mismatch \(got (\S+) want ([^\s)]+)\)$/,
    message: 'request cluster ID mismatch',
    fields: ['remote-peer-cluster-id', 'local-member-cluster-id'],
  },
  {
    literal: 'request sent was ignored (cluster ID mismatch',
    pattern:
      /^request sent was ignored \(cluster ID mismatch: (?:peer|remote)\[(\w+)\]=(\w+), local=(\w+)\)$/,
    message: 'request sent was ignored by remote peer due to cluster ID mismatch',
    fields: ['remote-peer-id', 'remote-peer-cluster-id', 'local-member-cluster-id'],
  },
];

const APPLY_END = /" took too long \((\S+)\) to execute$/;

/**
 * The text in zap's words, the values put into `fields`, the original in `text`; any other text as it is.
 */
export function readEtcdText(text: string, fields: MutableFields): string {
  if (text.endsWith(' to execute')) return readApply(text, fields) ?? text;
  for (const known of ETCD_TEXTS) {
    if (!text.includes(known.literal)) continue;
    const match = known.pattern.exec(text);
    if (match === null) continue;
    known.fields.forEach((name, index) => {
      fields[name] = unquoteGo(match[index + 1] ?? '');
    });
    fields.text = text;
    return known.message;
  }
  return text;
}

/** `read-only range request "<req>" with result "<res>" took too long (<d>) to execute`. */
function readApply(text: string, fields: MutableFields): string | undefined {
  const start = text.indexOf('request "');
  const took = APPLY_END.exec(text.slice(-60))?.[1];
  if (start === -1 || start > 40 || took === undefined) return undefined;
  const requestAt = start + 'request "'.length;
  const requestEnd = findQuoteEnd(text, requestAt);
  const resultAt = requestEnd + '" with result "'.length;
  if (requestEnd === -1 || !text.startsWith('" with result "', requestEnd)) return undefined;
  const resultEnd = findQuoteEnd(text, resultAt);
  if (resultEnd === -1) return undefined;
  const result = unquoteGo(text.slice(resultAt, resultEnd));
  const isError = result.startsWith('error:');
  fields.took = took;
  fields.prefix = text.slice(0, start);
  fields.request = unquoteGo(text.slice(requestAt, requestEnd));
  fields.response = isError ? '' : result;
  if (isError) fields.error = result.slice('error:'.length);
  fields.text = text;
  return 'apply request took too long';
}
