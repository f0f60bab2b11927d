import { byType, DIAGNOSIS, FACT, OTHER_SIGNAL, SIGNAL, STORM } from './good-rules.js';

/** A part of a good rule, what stands there instead, and the `line: sentence` that it must give. */
export type BrokenPart = readonly [part: string, instead: string, complaint: string];

/** Mistakes by the good rule they are made in. */
export const BROKEN: readonly (readonly [rule: string, parts: readonly BrokenPart[]])[] = [
  [
    SIGNAL,
    [
      ['kind: signal', 'kind: singal', `1: unknown kind 'singal' (did you mean 'signal'?)`],
      [`kind: signal\n`, '', `1: missing key 'kind' (known: signal, correlation, fact, diagnosis)`],
      [
        'kind: signal',
        'kind: 5',
        '1: unknown kind 5 (known: signal, correlation, fact, diagnosis)',
      ],
      [
        'component: etcd',
        'compnent: etcd',
        `3: unknown key 'compnent' in signal slow_read (did you mean 'component'?)`,
      ],
      [`component: etcd\n`, '', `1: missing key 'component' in signal slow_read`],
      [
        'component: etcd',
        'component: etdc',
        `3: unknown component 'etdc' in signal slow_read (did you mean 'etcd'?)`,
      ],
      [
        'component: etcd',
        `component: etcd\ncomponent: etcd`,
        `4: duplicate key 'component' (a key may stand once in a mapping)`,
      ],
      [
        'component: etcd',
        'component: [etcd]',
        `3: 'component' must be a text, not a list in signal slow_read`,
      ],
      ['component: etcd', 'component: "etcd', '3: YAML: Missing closing "quote'],
      ['component: etcd', '	component: etcd', '3: YAML: Tabs are not allowed as indentation'],
      ['component: etcd', 'component: !secret etcd', '3: YAML: Unresolved tag: !secret'],
      [
        'component: etcd',
        'component: *nothing',
        '1: YAML: Unresolved alias (the anchor must be set before the alias): nothing',
      ],
      [
        'message|contains',
        'message|contians',
        `5: unknown modifier 'contians' in 'message|contians' in signal slow_read (did you mean 'contains'?)`,
      ],
      [
        'message|contains',
        'message|contains|endswith',
        `5: unknown modifier 'contains|endswith' in 'message|contains|endswith' in signal slow_read (known: equals, contains, startswith, endswith, re, gte, gt, lte, lt, neq, cidr, exists, all)`,
      ],
      [
        'took|gte: 100ms',
        'took|gte: fast',
        `6: 'took|gte' needs a number, a duration or a size, not 'fast' in signal slow_read`,
      ],
      [
        'took|gte: 100ms',
        'took|gte: ',
        `6: 'where.took|gte' must be a value, not empty in signal slow_read`,
      ],
      [
        'took|gte: 100ms',
        'took|gte: []',
        `6: 'where.took|gte' must not be empty in signal slow_read`,
      ],
      [
        'took|gte: 100ms',
        'took: 5 apples',
        `6: '5 apples' is not of the type duration of 'took' in signal slow_read (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        'took|gte: 100ms',
        'count|gte: many',
        `6: 'count|gte' needs a number, a duration or a size, not 'many' in signal slow_read`,
      ],
      [
        'took|gte: 100ms',
        'took|exists: yes',
        `6: 'took|exists' must be true or false, not 'yes' in signal slow_read`,
      ],
      [
        'took|gte: 100ms',
        'took|startswith: 5',
        `6: 'took|startswith' must be a text, not 5 in signal slow_read (put it in quotes)`,
      ],
      [
        'took|gte: 100ms',
        'took|endswith: ""',
        `6: 'took|endswith' must not be empty in signal slow_read`,
      ],
      [
        'took|gte: 100ms',
        'peer|cidr: 10.0.0.0/99',
        `6: 'peer|cidr' has a bad network '10.0.0.0/99' in signal slow_read (such as 10.0.0.0/8 or fd00::/8)`,
      ],
      [
        `  message|contains: apply request took too long\n  took|gte: 100ms`,
        '  {}',
        `4: 'where' must not be empty in signal slow_read`,
      ],
      [
        'contains: apply request took too long',
        'contains: etc',
        `4: no literal of at least 4 characters in signal slow_read (such letters must stand in every matching line: add 'literal:' or a fixed text to the pattern)`,
      ],
      [
        'contains: apply request took too long',
        'contains: [apply request, too]',
        `4: no literal of at least 4 characters in signal slow_read (such letters must stand in every matching line: add 'literal:' or a fixed text to the pattern)`,
      ],
      [
        'contains: apply request took too long',
        'neq: apply request took too long',
        `4: no literal of at least 4 characters in signal slow_read (such letters must stand in every matching line: add 'literal:' or a fixed text to the pattern)`,
      ],
      [
        'fields:',
        `literal: abc\nfields:`,
        `7: no literal of at least 4 characters in signal slow_read (such letters must stand in every matching line: add 'literal:' or a fixed text to the pattern)`,
      ],
      [
        'fields:',
        `literal: entirely different\nfields:`,
        `9: the sample holds none of the literals of the signal ('entirely different') in signal slow_read`,
      ],
      [
        'took: duration',
        'took: duraton',
        `7: unknown field type 'duraton' in signal slow_read (did you mean 'duration'?)`,
      ],
      [
        'samples: {',
        'samples: { no_macth: [],',
        `8: unknown key 'no_macth' of 'samples' in signal slow_read (did you mean 'no_match'?)`,
      ],
      [
        `\nsamples: { match: ['apply request took too long'] }`,
        '',
        `1: missing key 'samples' in signal slow_read`,
      ],
      [
        `['apply request took too long']`,
        '[]',
        `8: 'samples.match' must not be empty in signal slow_read`,
      ],
    ],
  ],
  [
    OTHER_SIGNAL,
    [
      [
        `'^duplicate server (?<server_id>[0-9a-f]+)'`,
        `'^duplicate server (?<server_id>[0-9a-f]+'`,
        `5: bad pattern '^duplicate server (?<server_id>[0-9a-f]+' in signal duplicate_server (not a regular expression: /^duplicate server (?<server_id>[0-9a-f]+/: Unterminated group)`,
      ],
      [
        '(?<server_id>[0-9a-f]+)',
        '(?<server>[0-9a-f]+)',
        `5: the pattern names a group 'server' that 'fields' does not list in signal duplicate_server (add it with its type, or write '(?:')`,
      ],
      [
        '(?<server_id>[0-9a-f]+)',
        '(?<server_id>([0-9a-f]+)+)$',
        `5: bad pattern '^duplicate server (?<server_id>([0-9a-f]+)+)$' in signal duplicate_server ('([0-9a-f]+)+' has a repetition inside a repetition that can match the same text in several ways: it backtracks)`,
      ],
      [
        '(?<server_id>[0-9a-f]+)',
        '(?<server_id>[0-9a-f]+)(?!x)',
        `5: bad pattern '^duplicate server (?<server_id>[0-9a-f]+)(?!x)' in signal duplicate_server (look-ahead '(?!' is not allowed: patterns run in linear time)`,
      ],
      [
        `'^duplicate server (?<server_id>[0-9a-f]+)'`,
        `'^[a-z]+ (?<server_id>[0-9a-f]+)'`,
        `4: no literal of at least 4 characters in signal duplicate_server (such letters must stand in every matching line: add 'literal:' or a fixed text to the pattern)`,
      ],
      [
        'level: debug',
        'level: debgu',
        `7: unknown level 'debgu' in signal duplicate_server (did you mean 'debug'?)`,
      ],
      [
        'level: debug',
        'levels: debug',
        `7: unknown key 'levels' of 'visibility' in signal duplicate_server (did you mean 'level'?)`,
      ],
    ],
  ],
  [
    STORM,
    [
      [
        `type: event_count\n`,
        '',
        `1: missing key 'type' in correlation read_storm (known: event_count, value_count, value_percentile, temporal, temporal_ordered, absent_after, field_compare, peer_ratio)`,
      ],
      [
        'event_count',
        'event_counts',
        `3: unknown type 'event_counts' in correlation read_storm (did you mean 'event_count'?)`,
      ],
      [
        'event_count',
        '5',
        '3: unknown type 5 in correlation read_storm (known: event_count, value_count, value_percentile, temporal, temporal_ordered, absent_after, field_compare, peer_ratio)',
      ],
      [`window: 1m\n`, '', `1: missing key 'window' in correlation read_storm`],
      [
        'window: 1m',
        'window: 1 minute',
        `5: 'window' has a bad duration '1 minute' in correlation read_storm (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        'window: 1m',
        'window: 60',
        `5: 'window' must be a duration, not 60 in correlation read_storm (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        'window: 1m',
        'window: 0s',
        `5: 'window' must be longer than nothing in correlation read_storm`,
      ],
      [
        'window: 1m',
        'window: -1m',
        `5: 'window' has a bad duration '-1m' in correlation read_storm (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        'threshold:',
        'treshold:',
        `6: unknown key 'treshold' in correlation read_storm (did you mean 'threshold'?)`,
      ],
      [
        `threshold: { raise: 60, clear: 5 }\n`,
        '',
        `1: missing key 'threshold' in correlation read_storm`,
      ],
      [
        'clear: 5',
        'clear: 61',
        `6: 'clear' (61) is above 'raise' (60) in correlation read_storm (it would clear as soon as it is raised)`,
      ],
      ['raise: 60, ', '', `6: missing key 'raise' of 'threshold' in correlation read_storm`],
      [
        'raise: 60',
        'raise: "60"',
        `6: 'threshold.raise' must be a number, not '60' in correlation read_storm`,
      ],
      ['raise: 60', 'raise: 0', `6: 'threshold.raise' must be above 0 in correlation read_storm`],
      [`\nwhy: healthy is none`, '', `1: missing key 'why' in correlation read_storm`],
      [
        '[slow_read]',
        '[slow_raed]',
        `4: unknown signal or correlation 'slow_raed' in correlation read_storm (did you mean 'slow_read'?)`,
      ],
      [
        '[slow_read]',
        '[registry_enabled]',
        `4: unknown signal or correlation 'registry_enabled' in correlation read_storm ('registry_enabled' is a fact)`,
      ],
      [
        '[slow_read]',
        'slow_read',
        `4: 'signals' must be a list, not 'slow_read' in correlation read_storm`,
      ],
      ['[slow_read]', '[]', `4: 'signals' must not be empty in correlation read_storm`],
      [
        '[slow_read]',
        '[then_exit]',
        '4: correlations feed each other: read_storm <- then_exit <- read_storm in correlation read_storm',
      ],
      [
        '[slow_read]',
        '[read_storm]',
        '4: correlations feed each other: read_storm <- read_storm in correlation read_storm',
      ],
      [
        'window: 1m',
        `window: 1m\nfilter: { slow_raed: { took|gte: 1s } }`,
        `6: unknown signal 'slow_raed' under 'filter' in correlation read_storm (did you mean 'slow_read'?)`,
      ],
      [
        'window: 1m',
        `window: 1m\nfilter: { slow_read: { tok|gte: 1s } }`,
        `6: unknown field 'tok' of signal 'slow_read' in correlation read_storm (did you mean 'took'?)`,
      ],
      [
        'window: 1m',
        `window: 1m\nfilter: { slow_read: { took|gte: soon } }`,
        `6: 'took|gte' needs a number, a duration or a size, not 'soon' in correlation read_storm`,
      ],
      [
        'window: 1m',
        `window: 1m\nfilter: { slow_read: { took|gr: 1s } }`,
        `6: unknown modifier 'gr' in 'took|gr' in correlation read_storm (did you mean 'gt'?)`,
      ],
      [
        'window: 1m',
        `window: 1m\ngroup_by: [node]`,
        `6: unknown field 'node' of signal 'slow_read' in correlation read_storm (did you mean 'node.name'?)`,
      ],
      [
        'window: 1m',
        `window: 1m\ngroup_by: node.name`,
        `6: 'group_by' must be a list, not 'node.name' in correlation read_storm`,
      ],
      [
        'window: 1m',
        `window: 1m\nwindow_kind: hopping`,
        `6: unknown window kind 'hopping' in correlation read_storm (known: sliding, tumbling, session)`,
      ],
      [
        'window: 1m',
        `window: 1m\nloss_aware: [journald_suppressed]`,
        `6: unknown signal 'journald_suppressed' in correlation read_storm`,
      ],
      [
        'window: 1m',
        `window: 1m\nlateness: soon`,
        `6: 'lateness' has a bad duration 'soon' in correlation read_storm (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        'window: 1m',
        `window: 1m\nbaseline: { per_minute: 0 }`,
        `6: missing key 'why' of 'baseline' in correlation read_storm`,
      ],
      [
        'window: 1m',
        `window: 1m\nunless_between: [slow_read]`,
        `6: unknown key 'unless_between' in correlation read_storm (known: kind, name, type, signals, filter, group_by, window, min_duration, lateness, loss_aware, baseline, window_kind, threshold, why)`,
      ],
    ],
  ],
  [
    byType('value_count'),
    [
      [
        'field: server_id',
        'field: servr_id',
        `5: unknown field 'servr_id' of signal 'duplicate_server' in correlation many_servers (did you mean 'server_id'?)`,
      ],
      [`field: server_id\n`, '', `1: missing key 'field' in correlation many_servers`],
      [
        `condition: { eq: 1 }\n`,
        '',
        `1: needs either 'threshold' or 'condition' in correlation many_servers`,
      ],
      [
        `condition: { eq: 1 }\n`,
        `condition: { eq: 1 }\nthreshold: { raise: 1 }\n`,
        `8: 'threshold' and 'condition' exclude each other in correlation many_servers`,
      ],
      [
        '{ eq: 1 }',
        '{ eg: 1 }',
        `8: unknown key 'eg' of 'condition' in correlation many_servers (did you mean 'eq'?)`,
      ],
      [
        '{ eq: 1 }',
        '{}',
        '8: the condition compares with nothing in correlation many_servers (known: gte, gt, lte, lt, eq, neq)',
      ],
      [
        '{ eq: 1 }',
        '{ eq: one }',
        `8: 'eq' must be a number, not 'one' in correlation many_servers`,
      ],
      [
        'min_count: 3',
        'min_count: 0',
        `9: 'min_count' must be at least 1 in correlation many_servers`,
      ],
    ],
  ],
  [
    byType('value_percentile'),
    [
      [
        'percentile: 95, ',
        '',
        `7: missing key 'percentile' of 'condition' in correlation slow_percentile`,
      ],
      [
        'percentile: 95',
        'percentile: 950',
        `7: 'condition.percentile' must be 0 to 100 in correlation slow_percentile`,
      ],
      [
        'gte: 1s',
        'gte: slow',
        `7: 'gte' must be a duration, not 'slow' in correlation slow_percentile`,
      ],
      [
        'field: took',
        'field: member',
        `5: no percentile of 'member' of type keyword in correlation slow_percentile`,
      ],
      [
        ', gte: 1s',
        '',
        '7: the condition compares with nothing in correlation slow_percentile (known: gte, gt, lte, lt, eq, neq)',
      ],
    ],
  ],
  [
    byType('temporal'),
    [
      [
        'slow_read, duplicate_server',
        'slow_read',
        '4: needs at least two different signals in correlation both',
      ],
    ],
  ],
  [
    byType('temporal_ordered'),
    [
      [
        'slow_read, duplicate_server',
        'slow_read',
        '4: needs at least two signals in correlation then_exit',
      ],
      [
        '[read_storm]',
        '[read_strom]',
        `5: unknown signal or correlation 'read_strom' in correlation then_exit (did you mean 'read_storm'?)`,
      ],
      [
        '[50s, 75s]',
        '[75s, 50s]',
        '7: the interval ends before it begins in correlation then_exit',
      ],
      [
        '[50s, 75s]',
        '[50s]',
        `7: 'condition.elapsed.0.1' must be a duration, not empty in correlation then_exit (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        '[50s, 75s]',
        '[50s, 75]',
        `7: 'condition.elapsed.0.1' must be a duration, not 75 in correlation then_exit (such as 500ms, 1s, 2m, 1h)`,
      ],
      [
        'window: 200s',
        'window: 100s',
        `7: the interval lies beyond 'window' in correlation then_exit`,
      ],
      [
        'why: the two probes',
        `window_kind: sliding\nwhy: the two probes`,
        `8: unknown key 'window_kind' in correlation then_exit (known: kind, name, type, signals, filter, group_by, window, min_duration, lateness, loss_aware, baseline, unless_between, condition, why)`,
      ],
      [
        `\nwhy: the two probes`,
        '',
        `1: missing key 'why' in correlation then_exit (a condition carries its reason)`,
      ],
    ],
  ],
  [
    byType('absent_after'),
    [
      [
        'window: 2m',
        `window: 2m\nwindow_kind: tumbling`,
        `7: unknown key 'window_kind' in correlation nothing_after (known: kind, name, type, signals, filter, group_by, window, min_duration, lateness, loss_aware, baseline, absent, why)`,
      ],
      [`absent: [duplicate_server]\n`, '', `1: missing key 'absent' in correlation nothing_after`],
      [
        '[duplicate_server]',
        '[duplicate_servr]',
        `5: unknown signal or correlation 'duplicate_servr' in correlation nothing_after (did you mean 'duplicate_server'?)`,
      ],
      [
        '[slow_read]',
        '[slow_read, read_storm]',
        `4: needs exactly one signal; the missing ones go to 'absent' in correlation nothing_after`,
      ],
    ],
  ],
  [
    byType('field_compare'),
    [
      [
        'left: clientsCount',
        'left: clientCount',
        `6: unknown field 'clientCount' of signal 'duplicate_server' in correlation never_complete (did you mean 'clientsCount'?)`,
      ],
      [
        'right: serverCount',
        'right: serversCount',
        `6: unknown field 'serversCount' of signal 'duplicate_server' in correlation never_complete (did you mean 'serverCount'?)`,
      ],
      [
        'right: serverCount',
        'right: { value: many }',
        `6: 'many' is not of the type int of 'clientsCount' in correlation never_complete`,
      ],
      [
        'op: lt',
        'op: less',
        `6: unknown comparison 'less' in correlation never_complete (known: gte, gt, lte, lt, eq, neq)`,
      ],
      [
        ', quantifier: all',
        '',
        `6: missing key 'quantifier' of 'condition' in correlation never_complete`,
      ],
    ],
  ],
  [
    byType('peer_ratio'),
    [
      [
        `group_by: [node.name]\n`,
        '',
        `1: missing key 'group_by' in correlation one_node (a group is compared with the other groups)`,
      ],
      [
        'window: 10m',
        `window: 10m\nwindow_kind: session`,
        `7: unknown key 'window_kind' in correlation one_node (known: kind, name, type, signals, filter, group_by, window, min_duration, lateness, loss_aware, baseline, condition, min_count, why)`,
      ],
      [
        '{ gte: 10 }',
        '{ gte: 10x }',
        `7: 'gte' must be a number, not '10x' in correlation one_node`,
      ],
    ],
  ],
  [
    FACT,
    [
      [
        'signal: slow_read',
        'signal: read_storm',
        `4: unknown signal 'read_storm' in fact registry_enabled ('read_storm' is a correlation)`,
      ],
      [
        'correlation: read_storm',
        'correlation: read_strom',
        `5: unknown correlation 'read_strom' in fact registry_enabled (did you mean 'read_storm'?)`,
      ],
      [
        '- signal:',
        '- singal:',
        `4: unknown key 'singal' of 'any.0' in fact registry_enabled (did you mean 'signal'?)`,
      ],
      ['any:', 'al:', `3: unknown key 'al' in fact registry_enabled (did you mean 'all'?)`],
      [
        'name: registry_enabled',
        `name: registry_enabled\nsignal: slow_read`,
        `4: 'signal' and 'any' side by side in fact registry_enabled (join them with 'all' or 'any')`,
      ],
      [
        'equals: true',
        'equal: true',
        `7: unknown key 'equal' of 'any.2.all.0.config' in fact registry_enabled (did you mean 'equals'?)`,
      ],
      [
        ', equals: true',
        '',
        `7: 'any.2.all.0.config' needs either 'equals' or 'exists' in fact registry_enabled`,
      ],
      [
        'product: k3s',
        'product: k3d',
        `10: unknown product 'k3d' in fact registry_enabled (did you mean 'k3s'?)`,
      ],
      [
        'graph_cycle',
        'graph_cycl',
        `12: unknown operator 'graph_cycl' in fact registry_enabled (did you mean 'graph_cycle'?)`,
      ],
      [
        'field: peer',
        'field: per',
        `12: unknown field 'per' of signal 'duplicate_server' in fact registry_enabled (did you mean 'peer'?)`,
      ],
      [
        'field: peer, ',
        '',
        `12: missing key 'field' of operator 'graph_cycle' in fact registry_enabled`,
      ],
      [
        'length: 1',
        'lenght: 1',
        `12: unknown key 'lenght' of operator 'graph_cycle' in fact registry_enabled (did you mean 'length'?)`,
      ],
      [
        'peer_without: { correlation: read_storm',
        'peer_without: { correlation: read_strom',
        `13: unknown correlation 'read_strom' in fact registry_enabled (did you mean 'read_storm'?)`,
      ],
      [
        'component: [etcd], for',
        'component: [etdc], for',
        `13: unknown component 'etdc' in fact registry_enabled (did you mean 'etcd'?)`,
      ],
    ],
  ],
  [
    DIAGNOSIS,
    [
      [
        'id: etcd-slow-reads',
        'id: etcd_slow_reads',
        `2: bad id 'etcd_slow_reads' in diagnosis etcd_slow_reads (lower-case words joined by -)`,
      ],
      [
        'status: test',
        'status: tested',
        `3: unknown status 'tested' in diagnosis etcd-slow-reads (did you mean 'test'?)`,
      ],
      [
        'severity: high',
        'severity: hihg',
        `4: unknown severity 'hihg' in diagnosis etcd-slow-reads (did you mean 'high'?)`,
      ],
      [
        '[k3s, k0s]',
        '[k3s, k8s]',
        `5: unknown product 'k8s' in diagnosis etcd-slow-reads (did you mean 'k3s'?)`,
      ],
      [
        '[k3s, k0s]',
        '[k3s]',
        `16: 'k0s' is affected but not one of 'products' in diagnosis etcd-slow-reads`,
      ],
      ['en: Slow reads, ', '', `6: missing key 'en' of 'title' in diagnosis etcd-slow-reads`],
      [', zh: 读取缓慢', '', `6: missing key 'zh' of 'title' in diagnosis etcd-slow-reads`],
      [
        '{ en: Slow reads, zh: 读取缓慢 }',
        'Slow reads',
        `6: 'title' must be a mapping, not 'Slow reads' in diagnosis etcd-slow-reads (with en, zh)`,
      ],
      [
        'en: A ring.',
        'en: "A ring of {node}."',
        `18: unknown placeholder '{node}' in diagnosis etcd-slow-reads (did you mean '{nodes}'?)`,
      ],
      [
        'zh: 做。',
        'zh: "做 {wat}。"',
        `20: unknown placeholder '{wat}' in diagnosis etcd-slow-reads (known: {nodes}, {count}, {rate}, {baseline}, {ratio}, {duration}, {cycle}, {value}, {version}, {fix})`,
      ],
      [
        'zh: 环。',
        'zh: ""',
        `18: 'conclusions.0.cause.zh' must not be empty in diagnosis etcd-slow-reads`,
      ],
      [
        'any: [read_storm,',
        'any: [read_strom,',
        `8: unknown correlation, fact or signal 'read_strom' in diagnosis etcd-slow-reads (did you mean 'read_storm'?)`,
      ],
      [
        'all: [slow_percentile,',
        'al: [slow_percentile,',
        `8: unknown key 'al' of 'required.0.any.1' in diagnosis etcd-slow-reads (did you mean 'all'?)`,
      ],
      [
        'not: registry_enabled }] }]',
        'not: registry_disabled }] }]',
        `8: unknown correlation, fact or signal 'registry_disabled' in diagnosis etcd-slow-reads (did you mean 'registry_enabled'?)`,
      ],
      [
        'supporting: [registry_enabled]',
        'supporting: [registry_enable]',
        `9: unknown correlation, fact or signal 'registry_enable' in diagnosis etcd-slow-reads (did you mean 'registry_enabled'?)`,
      ],
      [
        'when: { not: registry_enabled }',
        'when: { not: rgistry_enabled }',
        `18: unknown correlation, fact or signal 'rgistry_enabled' in diagnosis etcd-slow-reads (did you mean 'registry_enabled'?)`,
      ],
      [
        'measure: read_storm',
        'measure: slow_read',
        `11: unknown correlation 'slow_read' in diagnosis etcd-slow-reads ('slow_read' is a signal)`,
      ],
      [
        'measure: read_storm',
        'explains: [etcd-slow-disk]',
        `11: unknown diagnosis 'etcd-slow-disk' in diagnosis etcd-slow-reads`,
      ],
      [
        'measure: read_storm',
        'explains: [etcd-slow-reads]',
        `11: 'etcd-slow-reads' explains itself in diagnosis etcd-slow-reads`,
      ],
      [
        'level: warning',
        'level: warn',
        `13: unknown level 'warn' in diagnosis etcd-slow-reads (did you mean 'warning'?)`,
      ],
      [
        'component: etcd',
        'component: ectd',
        `13: unknown component 'ectd' in diagnosis etcd-slow-reads (did you mean 'etcd'?)`,
      ],
      [
        'order: k3s',
        'order: k3d',
        `15: unknown version order 'k3d' in diagnosis etcd-slow-reads (did you mean 'k3s'?)`,
      ],
      [
        '1.30: {',
        'v1.30.1: {',
        `15: bad branch 'v1.30.1' in diagnosis etcd-slow-reads (such as "1.31", or "*")`,
      ],
      [
        'fixed: v1.30.12+k3s1 }',
        'fix: v1.30.12+k3s1 }',
        `15: unknown key 'fix' of 'affected.k3s.branches.1.30' in diagnosis etcd-slow-reads (did you mean 'fixed'?)`,
      ],
      [
        'fixed: never',
        'fixed: no',
        `15: bad version 'no' in diagnosis etcd-slow-reads (such as v1.31.8+k3s1)`,
      ],
      [
        'prefer: v1.30.14+k3s1',
        'prefer: 1.3',
        `15: 'affected.k3s.prefer' must be a text, not 1.3 in diagnosis etcd-slow-reads (put it in quotes)`,
      ],
      [
        'name: storm_only',
        'name: ring',
        `19: duplicate conclusion 'ring' in diagnosis etcd-slow-reads`,
      ],
      [
        'upgrade: from_affected',
        'upgrade: yes',
        `20: unknown upgrade 'yes' in diagnosis etcd-slow-reads (known: from_affected)`,
      ],
      [
        'k3s: { order: k3s, branches: { 1.30: { introduced: v1.30.10+k3s1, fixed: v1.30.12+k3s1 }, "*": { fixed: never, move_to: v1.30.12+k3s1 } }, prefer: v1.30.14+k3s1 }',
        'k3s: { kind: config }',
        `15: 'affected.k3s.kind' must be "configuration", not 'config' in diagnosis etcd-slow-reads`,
      ],
      [
        `\nreferences: ['https://github.com/etcd-io/etcd/issues/1']`,
        '',
        `1: missing key 'references' in diagnosis etcd-slow-reads`,
      ],
      [
        `['https://github.com/etcd-io/etcd/issues/1']`,
        '[]',
        `21: 'references' must not be empty in diagnosis etcd-slow-reads`,
      ],
      [
        `'https://github.com/etcd-io/etcd/issues/1'`,
        'etcd-io/etcd#1',
        `21: bad reference 'etcd-io/etcd#1' in diagnosis etcd-slow-reads (a public http(s) address)`,
      ],
      [
        `required:\n  - any: [read_storm, { all: [slow_percentile, { not: registry_enabled }] }]`,
        'required: []',
        `7: 'required' must not be empty in diagnosis etcd-slow-reads`,
      ],
      [
        'title:',
        'tilte:',
        `6: unknown key 'tilte' in diagnosis etcd-slow-reads (did you mean 'title'?)`,
      ],
    ],
  ],
];
