import type { Line } from '../model/line.js';
import type { Pod } from '../model/record.js';
import type { FileKind } from './layout-kinds.js';

/** A list of objects that stands in the text. */
export interface DumpedList {
  readonly kind: FileKind;
  readonly text: string;
  /** Lines of the source that stand before it. */
  readonly before: number;
}

/** What `kubectl cluster-info dump` writes to its standard output: lists of objects, then the logs of all containers. */
export interface ClusterDump {
  /** True where the source turned out to be one. */
  readonly isDump: boolean;
  /** True for a line that belongs to no log: a part of a list, or the head or end of a log. */
  see(line: Line): boolean;
  /** The pod whose log a line stands in. */
  podAt(lineNo: number): Pod | undefined;
  readonly lists: readonly DumpedList[];
  /** Lists were too long to be kept. */
  readonly isCut: boolean;
}

/** kubectl writes the nodes first. Source: https://github.com/kubernetes/kubectl pkg/cmd/clusterinfo */
const BEGIN = /^\{\s*(?:"apiVersion": ?"v1",\s*)?"kind": ?"NodeList"/;
const MAX_BEGIN_CHARS = 200;
const HEAD = /^==== START logs for container \S+ of pod ([^\s/]+)\/(\S+) ====\s*$/;
const END = /^==== END logs for container \S+ of pod \S+ ====\s*$/;
const LISTS: Readonly<Record<string, FileKind>> = { NodeList: 'nodes-json', PodList: 'pod-list' };
/** Characters of all lists together. */
const MAX_CHARS = 16 * 1024 * 1024;
const MAX_SECTIONS = 100_000;

export function createClusterDump(): ClusterDump {
  const sections: { readonly from: number; readonly pod: Pod | undefined }[] = [];
  const lists: DumpedList[] = [];
  let begin: string | undefined = '';
  let isDump = false;
  let isCut = false;
  let inLog = false;
  let chars = 0;
  let open: { readonly before: number; text: string } | undefined;

  const decide = (text: string): void => {
    if (begin === undefined) return;
    begin += `${text.slice(0, MAX_BEGIN_CHARS)}\n`;
    isDump = BEGIN.test(begin);
    if (isDump || begin.length > MAX_BEGIN_CHARS || !/^\{\s*($|")/.test(begin)) begin = undefined;
  };
  const take = ({ no, text }: Line): void => {
    open ??= { before: no - 1, text: '' };
    chars += text.length + 1;
    if (chars > MAX_CHARS) isCut = true;
    else open.text += `${text}\n`;
    const isEnd = text === '}' || (open.before === no - 1 && /^\{.*\}\s*$/.test(text));
    if (!isEnd) return;
    const kind = LISTS[/"kind": ?"(\w+)"/.exec(open.text.slice(0, MAX_BEGIN_CHARS))?.[1] ?? ''];
    if (kind !== undefined && !isCut) lists.push({ kind, ...open });
    else chars -= isCut ? 0 : open.text.length;
    open = undefined;
  };

  return {
    get isDump() {
      return isDump;
    },
    get isCut() {
      return isCut;
    },
    lists,
    see(line) {
      if (begin === undefined && !isDump) return false;
      const first = begin === '';
      decide(line.text);
      // The first line may be read before it is known what the source is.
      if (!isDump) {
        if (first || begin !== undefined)
          open = { before: 0, text: `${open?.text ?? ''}${line.text}\n` };
        else open = undefined;
        return false;
      }
      const [, namespace, name] = HEAD.exec(line.text) ?? [];
      if (namespace !== undefined && name !== undefined && sections.length < MAX_SECTIONS) {
        inLog = true;
        sections.push({ from: line.no, pod: { namespace, name } });
        return true;
      }
      if (inLog && END.test(line.text)) {
        inLog = false;
        sections.push({ from: line.no, pod: undefined });
        return true;
      }
      if (!inLog) take(line);
      return !inLog;
    },
    podAt: (lineNo) => sections.findLast(({ from }) => from <= lineNo)?.pod,
  };
}
