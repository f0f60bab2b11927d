import type { Tone } from './line.js';

/** What a terminal can show: attributes only (bold, reverse), the 16 colours of its own palette, or 256. */
export type ColorLevel = 'none' | '16' | '256';

/** The text in the look of its tone, as ANSI (SGR); what it switches on it switches off again. */
export type Theme = (tone: Tone, text: string) => string;

type Codes = Readonly<Record<Tone, string>>;

/** No colours: weight and reverse only, and words and marks beside them. */
const PLAIN: Codes = {
  plain: '',
  dim: '',
  strong: '1',
  title: '1',
  accent: '',
  good: '',
  warn: '1',
  bad: '1',
  critical: '1',
  chosen: '7',
};

/** The terminal's own palette, which its user has chosen to suit the background. */
const PALETTE: Codes = {
  ...PLAIN,
  dim: '2',
  accent: '36',
  good: '32',
  warn: '33',
  bad: '31',
  critical: '1;31',
};

/** On a light background cyan and yellow are hard to read. */
const LIGHT_PALETTE: Codes = { ...PALETTE, accent: '34', warn: '35' };

const DARK: Codes = {
  ...PLAIN,
  dim: '38;5;245',
  accent: '38;5;75',
  good: '38;5;114',
  warn: '38;5;179',
  bad: '38;5;203',
  critical: '1;38;5;203',
  chosen: '1;48;5;238',
};

const LIGHT: Codes = {
  ...PLAIN,
  dim: '38;5;242',
  accent: '38;5;25',
  good: '38;5;28',
  warn: '38;5;130',
  bad: '38;5;160',
  critical: '1;38;5;160',
  chosen: '1;48;5;253',
};

export interface Background {
  readonly level: ColorLevel;
  readonly light: boolean;
}

export function createTheme({ level, light }: Background): Theme {
  const codes = codesOf(level, light);
  return (tone, text) => {
    const code = codes[tone];
    return code === '' || text === '' ? text : `\u001B[${code}m${text}\u001B[0m`;
  };
}

function codesOf(level: ColorLevel, light: boolean): Codes {
  if (level === 'none') return PLAIN;
  if (level === '16') return light ? LIGHT_PALETTE : PALETTE;
  return light ? LIGHT : DARK;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the environment tells of the terminal. `color` is the user's flag and wins, then `NO_COLOR`
 * (no-color.org), `FORCE_COLOR` (0 to 3), `COLORTERM` and `TERM`; the background from `COLORFGBG`.
 */
export function readBackground(env: Environment, color?: boolean): Background {
  const found = levelOf(env);
  const level = color === false ? 'none' : color === true && found === 'none' ? '16' : found;
  return { level, light: isLight(env.COLORFGBG) };
}

function levelOf(env: Environment): ColorLevel {
  const { NO_COLOR = '', FORCE_COLOR, COLORTERM = '', TERM = '' } = env;
  if (NO_COLOR !== '') return 'none';
  if (FORCE_COLOR === '0' || FORCE_COLOR === 'false') return 'none';
  if (FORCE_COLOR === '2' || FORCE_COLOR === '3') return '256';
  if (TERM === 'dumb') return FORCE_COLOR === undefined ? 'none' : '16';
  return COLORTERM !== '' || /256|kitty|alacritty|ghostty|direct/.test(TERM) ? '256' : '16';
}

/** `15;0` is white on black; a background of 7 or 9 … 15 is a light one (8 is dark grey). */
function isLight(colors = ''): boolean {
  const background = Number(colors.split(';').at(-1) || Number.NaN);
  return background === 7 || (background > 8 && background <= 15);
}
