import type { FieldValue } from '../../model/record.js';
import { BOOLEAN_KEYS } from './flags.js';

/**
 * A value as text becomes the same value wherever it was written: booleans as Go reads them for a flag
 * (`strconv.ParseBool`), whole numbers in their one spelling, all else as it stands (`0644` keeps its zero).
 */
export function toValue(text: string, key = ''): FieldValue {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (BOOLEAN_KEYS.has(key)) {
    if (/^[1tT]$/.test(text)) return true;
    if (/^[0fF]$/.test(text)) return false;
  }
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/**
 * An unquoted YAML 1.1 scalar, as go-yaml 2 reads it: `yes` and `on` are booleans, `~` is nothing. The forks differ
 * in `y` and `n`: booleans only where one is due.
 */
export function toPlainValue(text: string, key = ''): FieldValue {
  if (/^(?:yes|Yes|YES|on|On|ON)$/.test(text)) return true;
  if (/^(?:no|No|NO|off|Off|OFF)$/.test(text)) return false;
  if (BOOLEAN_KEYS.has(key) && /^[yYnN]$/.test(text)) return /y/i.test(text);
  return /^(?:~|null|Null|NULL)$/.test(text) ? '' : toValue(text, key);
}
