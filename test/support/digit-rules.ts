/** Where a rule looks at digits, and the fields it keeps. */
interface Own {
  readonly name: string;
  readonly where: string;
  readonly fields: string;
  readonly sample: string;
}

const logrus = (text: string): string => `time="2025-04-15T08:00:00Z" level=warning msg=${text}`;

const OWN: readonly Own[] = [
  {
    name: 'status',
    where: `{ message|re: 'own peer (?<ip>\\S+) status=203 in (?<took>\\S+)' }`,
    fields: '{ ip: ip, took: duration }',
    sample: logrus('"own peer 10.0.0.1 status=203 in 1.5s"'),
  },
  {
    name: 'some',
    where: `{ message|re: 'own port [0-4]\\d{3} code (?<code>\\d{2,4}) ' }`,
    fields: '{ code: int }',
    sample: logrus('"own port 1001 code 32 of many"'),
  },
  {
    name: 'network',
    where: `{ message|re: 'own gate (?<ip>\\S+) is', ip|cidr: 10.0.0.0/9 }`,
    fields: '{ ip: ip }',
    sample: logrus('"own gate 10.99.0.1 is closed"'),
  },
  {
    name: 'number',
    where: '{ message: own number, n|gte: 50 }',
    fields: '{ n: int }',
    sample: logrus('"own number" n=70'),
  },
  {
    name: 'equal',
    where: `{ message: own equal, code: '3' }`,
    fields: '{ code: keyword }',
    sample: logrus('"own equal" code=3'),
  },
  {
    name: 'blind',
    where: `{ message|re: 'own member (?<id>[0-9a-f]{4}) lost \\d{1,3} of (?<size>[\\d.]+ kB)' }`,
    fields: '{ id: keyword, size: bytes }',
    sample: logrus('"own member 12ab lost 12 of 20.5 kB"'),
  },
];

/** One that each rule matches, and near misses. */
export const OWN_MESSAGES: readonly string[] = [
  ...OWN.map(({ sample }) => sample),
  logrus('"own peer 300.0.0.1 status=2031 in 1.5s"'),
  logrus('"own member 12xb lost 12 of 20.5 kB"'),
];

const rulesOf = ({ name, where, fields, sample }: Own): string => `kind: signal
name: own_${name}
component: any
where: ${where}
fields: ${fields}
samples: { match: [${JSON.stringify(sample)}] }
---
kind: correlation
name: own_${name}_often
type: event_count
signals: [own_${name}]
group_by: [${Object.keys(fieldsOf(fields))[0] ?? 'node.name'}]
window: 1m
threshold: { raise: 2 }
why: for tests
---
kind: diagnosis
id: own-${name}
status: test
severity: low
products: [k3s]
title: { en: Own, zh: 自己 }
required: [own_${name}_often]
mechanism: [own_${name}]
measure: own_${name}_often
conclusions: [{ name: own, priority: 1, cause: { en: Own., zh: 自己。 } }]
fix: { steps: [{ en: Do., zh: 做。 }] }
references: ['https://github.com/k3s-io/k3s/issues/1']`;

const fieldsOf = (fields: string): Readonly<Record<string, true>> =>
  Object.fromEntries([...fields.matchAll(/(\w+):/g)].map(([, name = '']) => [name, true as const]));

/** Documents of a rule file: each signal is counted by its first field. */
export const OWN_RULES: string = OWN.map(rulesOf).join('\n---\n');
