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
  'secret[-_. ]?key',
  'access[-_. ]?key(?:[-_.]?id)?',
  'private[-_.]?key',
  'api[-_. ]?key',
  'encryption[-_.]?key',
  'shared[-_.]?key',
  'join[-_.]?key',
  'auth[-_.]?key',
  'client[-_.]?key[-_.]?data',
  'tls\\.key',
  'auth[-_.]?pass',
  'peer[-_.]?pass',
  '(?<![a-z])psk',
  '(?<![a-z])pwd',
  '(?<![a-z])(?:db|user|admin|root|mysql|pg|redis|smtp|ldap|proxy|login)?pass(?:code)?',
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

/** Words that begin the reason of an error, as in `failed to read token: permission denied`. */
const ERROR: ReadonlySet<string> = new Set(
  `access accepted already another bad ca cannot cert certificate changed client code connect connection context
  corrupt could couldn't created creating crypto data decode deleted denied dial different duplicate empty encrypted eof
  err error etcdserver exit expired exists exceeded fetch forbidden found generated get hash host http https i/o illegal
  incorrect internal invalidated io json length locked lookup malformed mismatch mismatched missing name net new node
  nodes nothing null object old only open operation out parse parsing password patch permission post provided put
  read reading received refused rejected request resource response retry retrying rotated rpc secret secrets server
  service serviceaccount serviceaccounts signal signature something stat status supplied system timed timeout tls token
  too try trying unable unauthenticated unauthorized undefined unexpected unknown unmarshal unset unsupported updated
  updating user username validated validation verification verify wait waiting wrong write x509 yaml`.split(
    /\s+/,
  ),
);
export const isErrorWord = (word: string): boolean => ERROR.has(word.toLowerCase());

const MASKED =
  /^(?:<masked>|<[\w -]{0,40}redacted>|\*{3,}(?:\w+\*{3,})?|\[?REDACTED\]?|\*REMOVED BY SUPPORTCONFIG\*)$/i;
const HARMLESS = /^(?:true|false|null|none|<none>|nil|<nil>|~|yes|no|\d|simple|jwt|\$\{\w+\})$/i;

/** Values that were masked by the collector, or that say only that something is on or off. */
export const isHarmless = (value: string): boolean => MASKED.test(value) || HARMLESS.test(value);
