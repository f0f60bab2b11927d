import { rulesOf } from './layout-kinds.js';

/**
 * sos report: names are mangled commands; root links such as `hostname` and `date` are read like loose files.
 * Source: https://github.com/sosreport/sos sos/report/plugins, sos/utilities.py
 */
export const SOSREPORT = rulesOf('sosreport', [
  ['sos_(?:commands|strings)/[^/]+/journalctl_--list-boots[^/]*', 'ignored'],
  [
    'sos_(?:commands|strings)/[^/]+/journalctl_.*--unit_(?<unit>[\\w@.-]+?)(?:_--[^/]*)?(?:\\.\\d+)?(?:\\.tailed)?',
    'log',
  ],
  ['sos_(?:commands|strings)/[^/]+/journalctl_[^/]*', 'log'],
  ['sos_(?:commands|strings)/[^/]+/dmesg[^/]*', 'log', 'kernel'],
  ['sos_commands/date/date(?:_--utc)?', 'date'],
  ['sos_commands/[^/]+/timedatectl[^/]*', 'timedatectl'],
  ['sos_commands/[^/]+/hostname(?:_-f)?', 'hostname'],
  ['sos_commands/[^/]+/uname_-a', 'uname'],
  ['sos_commands/process/ps_[^/]+', 'process-list'],
  ['sos_commands/[^/]+/ip_(?:-[^/]+_)?addr[^/]*', 'ip-addr'],
  ['sos_strings/[^/]+/[^/]*(?:var\\.log|\\.log|messages|syslog)[^/]*', 'log'],
  ['sos_logs/[^/]+', 'ignored'],
  ['sos_reports/[^/]+', 'ignored'],
  ['ip_addr', 'ip-addr'],
  ['ps', 'process-list'],
  [
    '(?:installed-debs|installed-rpms|root-symlinks|ip_route|netstat|pstree|lsof|lsmod|df|free|mount|uptime|environment)',
    'ignored',
  ],
]);

/**
 * supportconfig: text files of sections. Names that anybody might give to a log (`systemd.txt`) are left out
 * only inside a folder named as the tool names it. Source: https://github.com/openSUSE/supportutils
 */
export const SUPPORTCONFIG = rulesOf('supportconfig', [
  ['(?:(?<scope>(?:scc|nts)_[^/]+)/)?basic-environment\\.txt', 'summary'],
  [
    '(?:basic-health-check|supportconfig|fs-diskio|fs-btrfs|y2log|security-[a-z]+)\\.txt',
    'ignored',
  ],
  ['(?<scope>(?:scc|nts)_[^/]+)/(?:boot|messages|kubernetes|plugin-[^/]+)\\.txt', 'log'],
  ['(?<scope>(?:scc|nts)_[^/]+)/network\\.txt', 'ip-addr'],
  ['(?<scope>(?:scc|nts)_[^/]+)/(?:etc|systemd)\\.txt', 'config-sections'],
  ['(?<scope>(?:scc|nts)_[^/]+)/[^/]+\\.txt', 'ignored'],
]);
