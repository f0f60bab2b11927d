import { type PlaceRule, rulesOf } from './layout-kinds.js';

/** Names that may be a log even in a folder of tables. */
const MAY_BE_LOG =
  '(?!(?:.*/)?(?:[^/]*[._-])?(?:journalctl|dmesg|syslog|messages)[^/]*$|.*\\.log(?:[.-][^/]*)?$)';

/**
 * Folders that belong to a layout as a whole; asked only after all known places, from the inside out, so
 * that a bundle kept below `/etc` or `/proc` of the reader's own machine is not taken for a part of it.
 */
export const WIDE_PLACES: readonly PlaceRule[] = [
  ...rulesOf('rancher', [[`systeminfo/${MAY_BE_LOG}[^/]+`, 'ignored']]),
  ...rulesOf('support-bundle-kit', [[`yamls/${MAY_BE_LOG}.+`, 'ignored']]),
  ...rulesOf('troubleshoot', [
    [`cluster-resources/${MAY_BE_LOG}.+`, 'ignored'],
    ['(?:cluster-resources|host-collectors)/.+', 'log'],
  ]),
  ...rulesOf('sosreport', [
    [`sos_(?:commands|strings)/${MAY_BE_LOG}.+`, 'ignored'],
    ['sos_(?:commands|strings)/.+', 'log'],
    [`(?:etc|proc)/${MAY_BE_LOG}.+`, 'ignored'],
    [`sys/(?:block|bus|class|devices|firmware|fs|kernel|module|power)/${MAY_BE_LOG}.+`, 'ignored'],
    [`(?:usr/)?lib/(?:systemd|udev|[a-z]+\\.d)/${MAY_BE_LOG}.+`, 'ignored'],
    [`boot/(?:grub|loader|efi|config-)${MAY_BE_LOG}.+`, 'ignored'],
  ]),
];
