import { ETCD_TEXTS } from './payload/etcd-text.js';

/** Lines by which a reader knows what other lines are, or that may hold a part of a text only. */
const OF_TRANSPORTS: readonly string[] = [
  '"MESSAGE":[', // journald writes bytes where the text is not plain
  '"MESSAGE": [',
  '"MESSAGE" : [',
  '__REALTIME_TIMESTAMP=', // an entry of many lines begins
  '__CURSOR=',
  '"__CURSOR" : ',
  ' stdout P', // parts of a line, each with its own stamp
  ' stderr P',
  'message repeated ', // copies count
];
const OF_PAYLOADS: readonly string[] = [
  ' chunk=', // k0s cuts long lines of its children
  '\\u001b', // colours inside JSON may cut a text,
  '\\u001B',
  '#033[', // and as rsyslog writes them
];

/**
 * Who leaves lines out must keep those that hold one of these, beside those with a literal of a rule. `literals`:
 * those of the rules, which speak of texts as the parser gives them; etcd 3.4 wrote some in other words.
 */
export const neededLiterals = (literals: readonly string[]): readonly string[] => [
  ...OF_TRANSPORTS,
  ...OF_PAYLOADS,
  ...ETCD_TEXTS.filter(({ message }) => literals.some((it) => message.includes(it))).map(
    ({ literal }) => literal,
  ),
];
