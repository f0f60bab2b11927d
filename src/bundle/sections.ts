import { classifyPath, type FileKind } from './layout.js';

/** A file that stands in another one. */
export interface FileSection {
  readonly kind: FileKind;
  readonly path: string;
  readonly text: string;
  /** Lines of the whole text that stand before it. */
  readonly before: number;
}

const HEAD = /^#==\[ (.+?) \]=+#\s*$/;
const PATH = /^# (\/\S+)\s*$/;
/** A host has a handful. */
const MAX_SECTIONS = 64;

/**
 * The configuration files a text of supportconfig holds (`#==[ Configuration File ]===…#`, then `# /etc/hosts`),
 * where they tell facts. Source: https://github.com/openSUSE/supportutils
 */
export function sectionsOf(text: string): readonly FileSection[] {
  const lines = text.split('\n');
  const heads = lines.flatMap((line, at) => (HEAD.test(line) ? [at] : []));
  const found: FileSection[] = [];
  for (const [index, at] of heads.entries()) {
    const path = PATH.exec(lines[at + 1] ?? '')?.[1];
    if (path === undefined || HEAD.exec(lines[at] ?? '')?.[1] !== 'Configuration File') continue;
    const { kind, role } = classifyPath(path);
    if (role === 'log' || role === 'ignored') continue;
    const body = lines.slice(at + 2, heads[index + 1]).join('\n');
    found.push({ kind, path, text: body, before: at + 2 });
    if (found.length === MAX_SECTIONS) break;
  }
  return found;
}
