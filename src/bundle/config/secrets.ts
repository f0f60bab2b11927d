import { LOOSE_FORMS, LOOSE_NAMES } from './loose-secrets.js';
import { maskSecretLines } from './secret-lines.js';
import { secretRule as rule, type SecretRule } from './secret-rule.js';
import { BARE, isPath } from './secret-shapes.js';
import { isHarmless, isProse, KEY_END, MASK } from './secret-words.js';

export { isSecretKey, MASK } from './secret-words.js';

const whole = (): string => MASK;

const behind = (_: string, before: string, value: string): string =>
  isHarmless(value) ? before + value : before + MASK;

/** `--token is required` is prose. */
const behindFlag = (match: string, before: string, value: string): string =>
  isProse(value) ? match : behind(match, before, value);

/** `secret="ns/name"` names a Secret and tells nothing of it; `PWD=/root` is a folder. */
const behindKey = (match: string, before: string, value: string): string =>
  (SECRET_NAME.test(before) && /^[a-z0-9-]+\/[a-z0-9.-]+$/.test(value)) ||
  (/pwd\s*=\s*$/i.test(before) && isPath(value))
    ? match
    : behind(match, before, value);
const SECRET_NAME = /(?:^|[^\w-])secret["'\\]*\s*[=:]\s*\\*["']?$/i;

/** Every piece between blanks and written line ends is masked: lines stay lines, strings stay strings. */
const keepLines = (_: string, begin: string, body: string, end: unknown): string =>
  begin +
  body
    .split(/((?:\s|\\+[nrt])+)/)
    .map((piece, at) => (at % 2 === 1 || piece === '' ? piece : MASK))
    .join('') +
  (typeof end === 'string' ? end : '');

/** A quote, at any depth of strings within strings. */
const Q = `\\\\{0,7}["']`;
/** A string in the quotes before it: plain ones know escapes, escaped ones end at the same escape. */
const IN_DOUBLE = `((?:\\\\.|[^"\\\\\\n]){1,4000})`;
const IN_SINGLE = `([^'\\n]{1,4000})`;
const IN_ESCAPED = `((?:(?!\\\\{1,7}["'])[^\\n]){1,4000})`;
const quoted = (head: string, replace: SecretRule['replace']): readonly SecretRule[] => [
  rule(`(${head}(?<!\\\\)")${IN_DOUBLE}`, replace),
  rule(`(${head}(?<!\\\\)')${IN_SINGLE}`, replace),
  rule(`(${head}\\\\{1,7}["'])${IN_ESCAPED}`, replace),
];
/** Between a flag and its value: blanks, the comma or dash of a list, the backslash of a continued line. */
const GAP = `(?:[\\s,\\\\]|- (?=["'\\w])){1,99}`;
const FLAG = `--?[\\w-]{0,40}?${KEY_END}(?:${Q})?`;

/** What is secret by its own form. */
const BY_FORM: readonly SecretRule[] = [
  // PEM in one line with \n or in many; without its end as far as it looks like base64
  rule(
    /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)((?:(?!-----)[\s\S]){1,20000})(-----END [A-Z ]{0,30}PRIVATE KEY-----)/g,
    keepLines,
  ),
  rule(
    /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----)((?:\s|\\{1,4}[nrt]|[\w+/=]{20,76}(?![\w+/=])|[\w+/=]{1,19}(?=\s*$))+)/g,
    keepLines,
  ),
  // base64 of PEM that is no certificate, of DER keys, of gzip (k0s join tokens), of JSON (JWT, docker)
  rule(/\bLS0tLS1CRUdJTi(?!BDRVJUSUZJQ0FUR)[\w+/-]{16,}={0,2}/g, whole),
  rule(/\bMII[A-Za-z0-9+/]{40,}={0,2}/g, whole),
  rule(/\bH4sI[\w+/-]{24,}={0,2}/g, whole),
  rule(/\beyJ[\w+/-]{12,}(?:\.[\w+/-]*){0,4}={0,2}/g, whole),
  // K3s and RKE2: K10<hash of the CA>::<user>:<password>
  rule(/\bK10[0-9a-f]*::[^\s"'\\,;&<>]+/gi, whole),
  // kubeadm and k0s: six and sixteen; no label of a longer name
  rule(
    /(^|[^\w./@-])((?=[a-z.]{0,22}\d)[a-z0-9]{6}\.[a-z0-9]{16})(?![\w./@-]|:\/\/|:\d)/gm,
    behind,
  ),
  rule(/\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}\b/g, whole),
  rule(/\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|tskey-[\w-]{10,})/g, whole),
  // Rancher: a name and 54 characters
  rule(/\b([a-z0-9-]{3,40}:)([a-z0-9]{50,56})\b/g, behind),
  rule(
    /\b((?:Bearer|Basic|Digest)\s+)((?=[^\s"'\\,;]{0,200}[\d=])[\w.~+/=:-]{8,}|[\w.~+/=:-]{24,})/gi,
    behind,
  ),
  // user:password@ of addresses and of Go data source names
  rule(/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:@/"'\\,]{0,200}:)([^\s/"'\\]{1,300})(?=@)/gi, behind),
  rule(
    /((?:^|[\s"'=/])[\w.%-]{1,60}:)(?!\/\/)([^\s"'\\]{1,300})(?=@(?:tcp|tcp6|unix)\()/gm,
    behind,
  ),
];

/** What is secret by the name before it. */
const BY_NAME: readonly SecretRule[] = [
  // {"name": "X_TOKEN", "value": "…"} and its YAML
  rule(
    `((?:${Q}|\\b)name(?:${Q})?\\s{0,9}:\\s{0,9}(?:${Q})?[\\w.-]{0,60}?${KEY_END}(?:${Q})?,?\\s{0,99}(?:- )?(?:${Q})?value(?:${Q})?\\s{0,9}:\\s{0,9}(?:${Q})?)(?!["'\\\\\\s])([^"'\\\\\\n]+?)(?=\\\\{0,7}["']|[ \\t]*\\r?$|[ \\t]*\\})`,
    behind,
    'gim',
  ),
  ...quoted(`${KEY_END}(?:${Q})\\s{0,9}:\\s{0,9}`, behindKey),
  // {token: value} in one line
  rule(
    `([{,][ \\t]*[\\w.-]{0,60}?${KEY_END}:[ \\t]+)(?!["'\\\\{[|>])([^,}\\s]+)(?=[ \\t]*[,}])`,
    behind,
  ),
  // variables: a quoted assignment, the rest of a line of an environment file, key=value
  rule(`("[\\w.-]{0,60}?${KEY_END}=)(?!["'\\\\])${IN_DOUBLE}(?=")`, behind),
  rule(`('[\\w.-]{0,60}?${KEY_END}=)(?!["'\\\\])${IN_SINGLE}(?=')`, behind),
  rule(
    /^((?:export[ \t]+)?[A-Z0-9_]{0,60}?(?:TOKEN|PASSWORD|PASSWD|SECRET|KEY|KEY_ID|PASS)=)([^"'\s][^\r\n]*)/gm,
    behind,
  ),
  ...quoted(`${KEY_END}(?:${Q})?\\s{0,4}=\\s{0,4}`, behindKey),
  rule(`(${KEY_END}\\s{0,4}=(?!>)\\s{0,4})${BARE}`, behindKey),
  // --token value, also as words of a list or over several lines
  ...quoted(`${FLAG}${GAP}(?=["'\\\\]+[^-"'\\\\])`, behindFlag),
  rule(
    `(--[\\w-]{0,40}?${KEY_END}${GAP})(?!-|<[\\w -]{0,40}redacted>)([^\\s"'\\\\]*[^\\s"'\\\\,])`,
    behindFlag,
  ),
  // -t of k3s and rke2
  rule(
    /(["']-t\\{0,7}["'][\s,\\]{1,99}["'])(?!-|(?:nat|mangle|filter|raw)\b)([^"'\\\n]+)/g,
    behind,
  ),
  rule(/(\b(?:k3s|rke2)[ \t][^\n]{0,2000}?[ \t]-t[ =]["']?)(?!-)([^\s"'\\]+)/g, behind),
  rule(/(^[ \t]+-t(?:=|[ \t]*\\\r?\n[ \t]*|[ \t]+))(?!-)([^\s"'\\]+)/gm, behind),
  // keepalived
  rule(/^([ \t]*auth_pass[ \t]+)("[^"\n]*"|(?![{}=:])\S+)/gim, behind),
  rule(
    /^([ \t]*(?:password|secret)[ \t]+)("[^"\n]*"|(?![{}=:])\S+)(?=[ \t]*(?:[#!][^\n]*)?\r?$)/gim,
    behindFlag,
  ),
  // docker: auth is base64 of user:password
  rule(
    `((?:^[ \\t]*|${Q})auth(?:${Q})?:[ \\t]{0,9}(?:${Q})?)((?=[a-z+/]*[A-Z0-9=])[A-Za-z0-9+/]{6,}={0,2})(?=\\\\{0,7}["']|[ \\t]*\\r?$)`,
    behind,
    'gm',
  ),
];

const NAMES = new RegExp(`${KEY_END}|-t\\b|auth`, 'i');

/**
 * The text with every secret replaced by `<masked>`: tokens, passwords, keys, credentials in addresses. Lines keep
 * their number, YAML and JSON their form; masking twice changes nothing more. Harmless neighbours stay: hashes,
 * peer ids, file names of tokens, names of flags.
 */
export function maskSecrets(text: string): string {
  let safe = text;
  for (const { pattern, replace } of [...BY_FORM, ...LOOSE_FORMS])
    safe = safe.replace(pattern, replace);
  if (!NAMES.test(safe)) return safe;
  safe = maskSecretLines(safe);
  for (const { pattern, replace } of [...BY_NAME, ...LOOSE_NAMES])
    safe = safe.replace(pattern, replace);
  return safe;
}
