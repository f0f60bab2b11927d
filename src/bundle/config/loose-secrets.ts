import { secretRule as rule, type SecretRule } from './secret-rule.js';
import { BARE, looksChosen, looksRandom, saysNothing } from './secret-shapes.js';
import { isErrorWord, isHarmless, isProse, KEY_END, MASK } from './secret-words.js';

/** A quote, at any depth of strings within strings. */
const Q = `\\\\{0,7}["']`;

/** The text after the match, as far as it tells a sentence from a list. */
const behindKey: SecretRule['replace'] = (match, before, value, after) =>
  saysNothing(before, value, after) ? match : before + MASK;

const when =
  (test: (value: string) => boolean): SecretRule['replace'] =>
  (match, before, value) =>
    !isHarmless(value) && test(value) ? before + MASK : match;

/** Every `name=value` of a cookie but its settings. */
const cookies: SecretRule['replace'] = (_, before, list) =>
  before +
  list.replace(/([^=;\s]{1,200}=)([^;\s]{1,4000})/g, (pair: string, name: string, value: string) =>
    /^(?:path|domain|expires|max-age|samesite|version)=$/i.test(name) || isHarmless(value)
      ? pair
      : name + MASK,
  );

/** Lines of a block after `key: |`, as they stand in a string. */
const block: SecretRule['replace'] = (_, before, body) =>
  before +
  body
    .split(/((?:\s|\\+[nrt])+)/)
    .map((piece, at) => (at % 2 === 1 || piece === '' ? piece : MASK))
    .join('');

/** Names of users that addresses hold without a password. */
const isUser = (name: string): boolean => /^(?:[a-z_]{1,12}|k[03]s|rke2)$/.test(name);
const isWord = (value: string): boolean => isProse(value) || isErrorWord(value);

/** What is secret in logs of any program by its own form or by an unmistakable name: no word of {@link KEY_END}. */
export const LOOSE_FORMS: readonly SecretRule[] = [
  // tokens of GitLab, Slack, Docker Hub, Vault, npm
  rule(/\bgl(?:pat|dt|rt|cbt|ptt|ft|agent|soat)-[\w-]{16,200}/g, () => MASK),
  rule(/\bxox[a-z]-[\w-]{10,200}/g, () => MASK),
  rule(/\b(?:dckr_pat_|npm_|hvs\.)[\w-]{20,300}/g, () => MASK),
  // Rancher: token-<id>:<secret>
  rule(
    /\b((?:token|kubeconfig-[a-z0-9-]{1,40}|u)-[a-z0-9]{4,12}:)([\w.~+=-]{8,200})/g,
    (m, b, v) => (/\d/.test(v) || v.length >= 16 ? b + MASK : m),
  ),
  rule(
    /\b((?:R_SESS|CSRF)=)([^\s"'\\,;&)}\]]{1,400})/g,
    when(() => true),
  ),
  // https://token@host and https://token:@host
  rule(/\b([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s:@/?#"'\\,<>]{1,300})(?=@(?!sha256:))/gi, (m, b, v) =>
    isUser(v) ? m : b + MASK,
  ),
  rule(
    /\b([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s:@/?#"'\\,<>]{16,300})(?=:[^\s@/"'\\]{0,300}@)/gi,
    when(looksRandom),
  ),
  // signatures of signed addresses; `sig=terminated` is a signal
  rule(/((?:^|[^a-z])(?:sig|signature)=)([^\s"'\\,;&)}\]]{8,800})/gi, (m, b, v) =>
    !isHarmless(v) && (/^[?&;6-]/.test(b) || looksRandom(v)) ? b + MASK : m,
  ),
  rule(
    /((?<![a-z])(?:(?:PHP|JSESSION|ASP)?sess(?:ion)?(?:[-_]?id)?)=)([^\s"'\\,;&)}\]]{12,400})/gi,
    when(looksRandom),
  ),
  rule(
    /((?:set-)?cookie(?:\\{0,7}["'])?[ \t]{0,4}:[ \t]{0,4}\[?(?:\\{0,7}["'])?)([^"'\\\r\n\]]{1,4000})/gi,
    cookies,
  ),
  rule(
    /((?:proxy-)?authorization[ \t]{0,4}:[ \t]{0,4}\[?(?:(?:bearer|basic|digest|token|negotiate)[ \t]+)?)(?!<masked>)([^\s"'\\,;)}\]]{6,4000})/gi,
    when((value) => !isWord(value) && looksChosen(value)),
  ),
  rule(
    /((?:密码|口令|令牌|密钥)[ \t]{0,4}(?:[:：=]|是|为)[ \t]{0,4})(?!<masked>)((?![\\"'`,;)}\]])[!-~](?:(?![\\"'`,;)}\]])[!-~]){0,400})/g,
    when(() => true),
  ),
];

const CHOSEN = `(?<![a-z])(?:[a-z]{1,20}[-_])?(?:password|passwd|passphrase|pwd|pass|psk)`;
const IS = `(?:[ \\t]+(?:is|was|set to|to|of|=>|->)[ \\t]+|[ \\t]+|[ \\t]{0,4}(?:=>|->)[ \\t]{0,4})`;

/** What is secret in a sentence, a list of settings or an object by the name before it. */
export const LOOSE_NAMES: readonly SecretRule[] = [
  rule(
    `(${KEY_END}(?:${Q})?[ \\t]{0,4}:[ \\t]{0,4}[|>][-+\\d]{0,2}(?:\\\\+[nr])+)((?:(?:\\\\+[nr]|[ \\t])*[^\\s"'\\\\]{1,4000}(?=\\\\+[nr]|["'\\\\]|$))(?:(?:\\\\+[nr])+[ \\t]+[^\\s"'\\\\]{1,4000}(?=\\\\+[nr]|["'\\\\]|$))*)`,
    block,
  ),
  rule(
    `(${KEY_END}(?:${Q})?[ \\t]{0,4}[:：]=?[ \\t]{0,4}(?:\\[(?:${Q})?)?)(?![&({[|>*/!]|[:=])${BARE}(?=([\\s\\S]{0,60}))`,
    behindKey,
  ),
  rule(
    `((?:auth|peer|secret|access|private|api)_(?:pass|key)[ \\t]+)(?![-{[|=:])${BARE}`,
    (m, b, v) => (isHarmless(v) || isWord(v) ? m : b + MASK),
  ),
  rule(`(${CHOSEN}${IS}["']?)(?![-=:{[(])${BARE}`, when(looksChosen)),
  rule(
    `((?:token|secret|credentials?|(?:api|access|private|secret)[-_. ]?key)${IS}["']?)(?![-=:{[(])${BARE}`,
    when((value) => looksRandom(value)),
  ),
];
