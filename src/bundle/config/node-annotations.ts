import { readArguments } from './arguments.js';
import type { ConfigEntry } from './entry.js';
import { readVariable } from './env-file.js';
import { PRECEDENCE } from './precedence.js';

/** The annotations in which K3s and RKE2 keep what a node was started with, secrets as `********`. */
export interface StartAnnotations {
  readonly program: string;
  readonly kind: 'args' | 'env';
  /** JSON, or the beginning of it. */
  readonly json: string;
  readonly line: number;
  readonly node?: string | undefined;
}

/**
 * Settings of `k3s.io/node-args` (`["server","--debug","true"]`) and `k3s.io/node-env` (`{"K3S_URL":"…"}`). Of a
 * text that was cut, what is whole: the last argument only if it is certain. Source: k3s-io/k3s
 * pkg/nodeconfig/nodeconfig.go.
 */
export function readAnnotation(annotation: StartAnnotations): readonly ConfigEntry[] {
  const { json, kind, line, node, program } = annotation;
  const strings = [...json.matchAll(/"((?:\\.|[^"\\])*)"/g)].map(([, text = '']) =>
    unquoteGo(text),
  );
  const isWhole = /[\]}]\s*$/.test(json);
  const owner = node === undefined ? {} : { node };
  if (kind === 'env') {
    const pairs = [...json.matchAll(/"((?:\\.|[^"\\])*)"\s*:\s*"((?:\\.|[^"\\])*)"/g)];
    return pairs.flatMap(([, name = '', value = '']) =>
      readVariable(`${name}=${unquoteGo(value)}`, line, PRECEDENCE.runningEnvironment).map(
        (entry) => ({ ...entry, ...owner }),
      ),
    );
  }
  const words = (isWhole ? strings : withoutCut(strings, json)).map((text) => ({ text, line }));
  return readArguments({ program, words }).map(({ key, value }) => ({
    file: 'arguments',
    key,
    value,
    line,
    precedence: isWhole ? PRECEDENCE.annotation : PRECEDENCE.shortAnnotation,
    ...owner,
  }));
}

/** The value of the last flag may be what was cut: only the next flag proves that it has none. */
function withoutCut(strings: readonly string[], json: string): readonly string[] {
  const rest = json.slice(json.lastIndexOf('"') + 1);
  const tail = /,\s*"([^"]*)$/.exec(json)?.[1] ?? rest;
  return strings.at(-1)?.startsWith('-') && !/^-/.test(tail) ? strings.slice(0, -1) : strings;
}

/** A string of JSON or of Go's %q. */
export const unquoteGo = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/g, (_, unicode, hex, char) => {
    const code = unicode ?? hex;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[String(char)] ?? String(char);
  });
