import type { Lang } from '../model/report.js';
import { padEnd, widthOf } from '../report/layout.js';
import { renderers } from '../report/renderers.js';
import type { Row } from './line.js';
import { type Prompt, promptOf, promptRow, typeKey } from './prompt.js';
import { headingRow, span } from './rows.js';
import type { Key } from './view.js';
import { shellWords } from './words/shell.js';

export type FormatName = keyof typeof renderers;

/** Asks for the form and the file of a report, and again where the file exists. */
export interface WriteDialog {
  readonly kind: 'write';
  readonly step: 'format' | 'path' | 'confirm';
  readonly format: FormatName;
  readonly path: Prompt;
}

/** A report that is to be written. Without `overwrite` a file that exists stays as it is. */
export interface WriteOrder {
  readonly format: FormatName;
  readonly path: string;
  readonly overwrite: boolean;
}

// The keys of the literal map are its format names.
const FORMATS = Object.keys(renderers) as readonly FormatName[];
const EXTENSION: Readonly<Record<string, string>> = {
  text: 'txt',
  markdown: 'md',
  junit: 'xml',
  ecs: 'ndjson',
};

const defaultPath = (format: FormatName): string =>
  `hotplane-report.${EXTENSION[format] ?? format}`;

export const openWriteDialog = (): WriteDialog => ({
  kind: 'write',
  step: 'format',
  format: 'text',
  path: promptOf(defaultPath('text')),
});

export interface DialogStep {
  /** Absent: the dialog is closed. */
  readonly dialog?: WriteDialog;
  readonly order?: WriteOrder;
}

export function writeKey(dialog: WriteDialog, key: Key): DialogStep {
  if (key === 'esc') return {};
  if (dialog.step === 'format') return { dialog: formatKey(dialog, key) };
  if (dialog.step === 'confirm') return confirmKey(dialog, key);
  if (key === 'enter') {
    return dialog.path.text.trim() === '' ? { dialog } : { dialog, order: orderOf(dialog, false) };
  }
  return { dialog: { ...dialog, path: typeKey(dialog.path, key) ?? dialog.path } };
}

const orderOf = ({ format, path }: WriteDialog, overwrite: boolean): WriteOrder => ({
  format,
  path: path.text.trim(),
  overwrite,
});

function formatKey(dialog: WriteDialog, key: Key): WriteDialog {
  if (key === 'enter') return { ...dialog, step: 'path' };
  const by = key === 'left' || key === 'up' ? -1 : key === 'right' || key === 'down' ? 1 : 0;
  const at = FORMATS.indexOf(dialog.format) + by + FORMATS.length;
  const format = FORMATS[at % FORMATS.length] ?? dialog.format;
  return { ...dialog, format, path: promptOf(defaultPath(format)) };
}

function confirmKey(dialog: WriteDialog, key: Key): DialogStep {
  if (key === 'y') return { dialog, order: orderOf(dialog, true) };
  return { dialog: key === 'n' ? { ...dialog, step: 'path' } : dialog };
}

/** Rows of the dialog, at the bottom of the view. */
export function writeRows(dialog: WriteDialog, lang: Lang, width: number): readonly Row[] {
  const say = shellWords[lang].write;
  const { step, format, path } = dialog;
  const by = Math.max(widthOf(say.format), widthOf(say.file)) + 2;
  const label = (text: string): string => `  ${padEnd(text, by)}`;
  const formats: Row = [
    span(label(say.format), 'dim'),
    ...FORMATS.flatMap((name) =>
      name === format
        ? [
            span(
              step === 'format' ? `[${name}]` : ` ${name} `,
              step === 'format' ? 'chosen' : 'strong',
            ),
          ]
        : [span(` ${name} `, 'dim')],
    ),
  ];
  const file = label(say.file);
  const below: Row =
    step === 'confirm'
      ? [span(`  ${say.exists(path.text.trim())} `, 'warn'), span(say.confirm, 'dim')]
      : [span(`  ${step === 'format' ? say.choose : say.type}`, 'dim')];
  return [
    headingRow(say.title, width),
    formats,
    step === 'path' ? promptRow(file, path, width) : [span(file, 'dim'), span(path.text)],
    below,
  ];
}
