/** Patterns that run in linear time, as rules write them. */
export const LINEAR: readonly string[] = String.raw`foo
foo.*bar
foo.*bar.*
^.*foo
^\d+ foo
^(\S+) foo (\S+) bar (\S+)$
foo \d+-\d+ bar
foo \d+\.\d+\.\d+ bar
foo (?:\d{1,3}\.){3}\d{1,3} bar
foo (?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4} bar
mac (?:[0-9a-f]{2}:){5}[0-9a-f]{2}
[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}
[0-9a-f]{1,16} is starting a new election
list (?:, \S+)* end
list (?:\S+, )*end
list: (?:[a-z]+;)+$
msg="(?:[^"\\]|\\.)*" foo
value "(?<v>[^"]*)" of
list (?:foo|bar|baz)+ qux
foo(?:bar)?(?:baz)? qux
foo\s+bar
foo\s*=\s*\S+ bar
foo\b bar\B
[Ff]ailed to (?:get|put) \w+: (?<error>.*)
\[(?<id>\d+)\] END
trailing [^]]+
foo [\w.-]+@[\d]+ bar
foo(?: [a-z]+=[0-9]+)* end
a{3}b{2,4}c
foo {2}bar
foo {x}
foo {,3}
foo ]
\x41\u0042\cJ\0bar
节点 \S+ 未就绪
foo \S+? bar
foo .*?bar
Serving p2p peer addrs? .* to client at (?<peer_ip>[0-9A-Fa-f.:]+)
"duplicate server" serverID="(?<id>[0-9a-f]+)" serverCount=(?<n>\d+) clientsCount=(?<m>\d+)
Failed to get a backend\\?" err=\\?"No agent available
attempting to acquire leader lease (?<lease>\S+?)\.\.\.
Suppressed (?<n>\d+) messages from (?<unit>\S+)
^(?<took>[0-9.]+(?:ns|µs|us|ms|s|m|h).*)$
^(?<sev>[IWEF])(?<mm>\d\d)(?<dd>\d\d) (?<hms>\d\d:\d\d:\d\d\.\d{6}) +(?<tid>\d+) (?<file>[^:\s]+):(?<line>\d+)\] (?<msg>.*)$
Slow SQL ?\(started: [^)]*\) \(total time: (?<d>[^)]+)\)`.split('\n');

/** Patterns that may need more, or that no engine of linear time could run; with a word of the complaint. */
export const REFUSED: readonly (readonly [pattern: string, word: string])[] = [
  ['foo(a+)+$', 'backtracks'],
  ['foo(a*)*b', 'backtracks'],
  ['foo(a|a)*b', 'backtracks'],
  ['foo(a|aa)+$', 'backtracks'],
  ['foo(.*)*x', 'backtracks'],
  ['foo(x+x+)+y', 'backtracks'],
  ['foo(\\w+\\s?)*$', 'backtracks'],
  ['^(\\d+)*$', 'backtracks'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'backtracks'],
  ['foo([a-z]+){10}x', 'backtracks'],
  ['foo(a?){20}a{20}', 'backtracks'],
  ['foo(?:a?b?)+c', 'backtracks'],
  ['foo(?:\\d+|\\w+)+ bar', 'backtracks'],
  ['foo(?:[a-z]+[0-9]*)*!', 'backtracks'],
  ['foo(?:.*,)*bar', 'backtracks'],
  ['foo(?:a|b|ab)*c', 'backtracks'],
  ['foo(?:(?:a+)?)+c', 'backtracks'],
  ['foo(?:a{1,2}){5,}b', 'backtracks'],
  ['foo(?:\\s*\\S+\\s*)+bar', 'backtracks'],
  ['foo(?:|a)+b', 'backtracks'],
  ['foo.*.*bar', 'backtracks'],
  ['foo.*bar.*baz', 'backtracks'],
  ['foo \\d+\\d* x', 'backtracks'],
  ['foo \\d+\\d*', 'backtracks'],
  ['foo\\s*\\s+bar', 'backtracks'],
  ['foo\\w+[a-z]+!', 'backtracks'],
  ['foo a*b?a* bar', 'backtracks'],
  ['foo [^=]*=.*;.*end', 'backtracks'],
  ['foo \\S+\\S+$', 'backtracks'],
  ['foo .*(?:bar)?.* baz', 'backtracks'],
  ['foo \\d{1,100}\\d{1,100}x', 'backtracks'],
  ['.*foo', 'start'],
  ['\\d+ foo', 'start'],
  ['(?:\\S+ )?foo', 'start'],
  ['x.*foo', 'start'],
  ['(?:foo|bar|baz)+ qux', 'start'],
  ['^a|\\s+b', 'start'],
  ['foo(?=bar)', 'look-ahead'],
  ['foo(?!bar)', 'look-ahead'],
  ['(?<=foo)bar', 'look-behind'],
  ['(?<!foo)bar', 'look-behind'],
  ['(foo)\\1', 'back-reference'],
  ['(?<n>foo)\\k<n>', 'back-reference'],
  ['foo\\8', 'back-reference'],
  ['(?i)foo', 'flags'],
  ['foo(?i:bar)', 'flags'],
  ['foo[', 'not a regular expression'],
  ['foo(', 'not a regular expression'],
  ['foo)', 'not a regular expression'],
  ['foo**', 'not a regular expression'],
  ['*foo', 'not a regular expression'],
  ['[z-a]', 'not a regular expression'],
  ['(?<a>x)(?<a>y)', 'not a regular expression'],
  ['', 'empty'],
  ['(?:foo)?', 'empty'],
  ['a*', 'empty'],
  ['\\01', 'octal'],
  ['foo\\c1', 'letter'],
  ['(?:abcdefghij){4}'.repeat(50), 'too long'],
];
