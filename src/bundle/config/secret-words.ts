/** What stands in the place of a secret: no character of it has a meaning in YAML, JSON or a unit file. */
export const MASK = '<masked>';

const WORDS = [
  'password',
  'passwd',
  'passphrase',
  // etcd's is a name
  '(?<!initial[-_]cluster[-_])token',
  'secret',
  'secret[-_.]?access[-_.]?key',
  'secret[-_.]?key',
  'access[-_.]?key(?:[-_.]?id)?',
  'private[-_.]?key',
  'api[-_.]?key',
  'encryption[-_.]?key',
  'shared[-_.]?key',
  'join[-_.]?key',
  'auth[-_.]?key',
  'client[-_.]?key[-_.]?data',
  'tls\\.key',
  'auth[-_.]?pass',
  'peer[-_.]?pass',
  '[-_.]psk',
  'credentials?',
  'docker[-_.]?config[-_.]?json',
  'dockercfg',
  'vpn[-_.]?auth',
];

/** How the name of a secret value ends, as part of a pattern that goes on with what follows a name. */
export const KEY_END = `(?:${WORDS.join('|')})`;

const SECRET_KEY = new RegExp(`${KEY_END}\\+?$`, 'i');

/** Whether the value of a key is secret: `agent-token`, `K3S_TOKEN`, `authPass`; not `token-file`. */
export const isSecretKey = (key: string): boolean => SECRET_KEY.test(key);

/** Words that follow the name of a flag in a sentence. */
const PROSE: ReadonlySet<string> = new Set(
  `a again an and are argument arguments as at be been but by can cannot contains could did do does expected
  failed file flag flags for from given had has have if in instead into invalid is it may missing must need needed
  needs no not of on option options or parameter required set should so string than that the then this to too unless
  used using value values was were when which while will with without would`.split(/\s+/),
);
export const isProse = (word: string): boolean => PROSE.has(word.toLowerCase());

const MASKED =
  /^(?:<masked>|<[\w -]{0,40}redacted>|\*{3,}(?:\w+\*{3,})?|\[?REDACTED\]?|\*REMOVED BY SUPPORTCONFIG\*)$/i;
const HARMLESS = /^(?:true|false|null|none|nil|~|yes|no|\d|simple|jwt)$/i;

/** Values that were masked by the collector, or that say only that something is on or off. */
export const isHarmless = (value: string): boolean => MASKED.test(value) || HARMLESS.test(value);
