import { gunzipSync } from 'node:zlib';
import { readTarget } from './configured-edges.js';
import { type ConfigEntry, linesOf } from './entry.js';
import { PRECEDENCE } from './precedence.js';

const TOKEN = /\bH4sI[A-Za-z0-9+/]{24,8000}={0,2}/;
const MAX_BYTES = 64 * 1024;
/** Tokens tried in one text; a real one holds a few. */
const MAX_TOKENS = 20;

/**
 * Whom a k0s node is told to join: a token is base64 of a packed kubeconfig. Only host and port of its server are
 * read, nothing else leaves this function. Source: k0sproject/k0s pkg/token/kubeconfig.go.
 */
export function readJoinServers(text: string): readonly ConfigEntry[] {
  if (!text.includes('H4sI')) return [];
  const found = linesOf(text).flatMap((line, at) => {
    const [token] = TOKEN.exec(line) ?? [];
    return token === undefined ? [] : [{ token, line: at + 1 }];
  });
  return found.slice(0, MAX_TOKENS).flatMap(({ token, line }) => {
    const target = readTarget(/^\s*server: *["']?(https:[^\s"']+)/m.exec(unpack(token))?.[1] ?? '');
    if (target === undefined) return [];
    const host = target.host.includes(':') ? `[${target.host}]` : target.host;
    const value = `https://${host}${target.port === undefined ? '' : `:${target.port}`}`;
    return [{ file: 'join-token', key: 'server', value, line, precedence: PRECEDENCE.file }];
  });
}

/** '' for what only looks like a token. */
function unpack(token: string): string {
  try {
    return gunzipSync(Buffer.from(token, 'base64'), { maxOutputLength: MAX_BYTES }).toString(
      'utf8',
    );
  } catch {
    return '';
  }
}
