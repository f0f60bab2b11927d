import type { Subject } from '../model/observation.js';
import type { Level, LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';

const TALK: readonly Level[] = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'];
/** Rank of a component that spoke, but never with a level. */
const UNTOLD = TALK.length;
const MAX_SUBJECTS = 50_000;
const MAX_IDENTS = 10_000;
const DEBUG = TALK.indexOf('debug');
/** At debug level a server writes more than this in a minute. */
const MIN_DEBUG_LINES = 20;
const ANYBODY = 'any';
const SILENT = UNTOLD + 1;

/** What silence of a signal is worth, node by node. */
export interface SpeakersOfNodes {
  /**
   * Did the component print anything at this level or a more talkative one, on this node (absent: on any;
   * empty: where the node is unknown)? Component `any`: anybody with a level. Unknown levels are never heard.
   */
  heard(component: string, level?: string, node?: string): boolean;
  /** Named nodes that spoke, but not this component at this level; sorted. */
  unheardNodes(component: string, level?: string): readonly string[];
}

/** Which components spoke, where, and at which level. */
export interface Speakers {
  /** For the records of a source; `node`: the one the record names, empty where it names none. */
  source(name: string): (record: LogRecord, node: string) => void;
  /** As of `SpeakersOfNodes`, over all nodes. */
  heard(component: string, level?: string): boolean;
  /** `place` completes the nodes of subjects, once all sources are known. */
  byNode(place: (subject: Subject) => Subject): SpeakersOfNodes;
  /** Identifiers (units where a journal shows these instead) and components seen, for telling the product. */
  readonly idents: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
  take(): TakenSpeakers;
  absorb(taken: TakenSpeakers): void;
}

/** Who spoke in sources that another thread read. */
export interface TakenSpeakers {
  readonly everywhere: Voices;
  readonly bySubject: ReadonlyMap<Subject, Voices>;
  readonly idents: ReadonlySet<string>;
}

/** The most talkative rank of anybody, and of each component. */
interface Voices {
  anybody: number;
  readonly byComponent: Map<string, number>;
}

const silence = (): Voices => ({ anybody: SILENT, byComponent: new Map() });

export function createSpeakers(): Speakers {
  const everywhere = silence();
  const bySubject = new Map<Subject, Voices>();
  const idents = new Set<string>();
  let lastIdent: string | undefined;

  const seeIdent = (ident: string): void => {
    lastIdent = ident;
    if (idents.size < MAX_IDENTS) idents.add(ownText(ident));
  };
  /** Beyond the bound a node counts with all, but is not told apart. */
  const voicesOf = (subject: Subject): Voices => {
    const voices = silence();
    if (bySubject.size < MAX_SUBJECTS) bySubject.set(subject, voices);
    return voices;
  };

  return {
    idents,
    get components() {
      return new Set(everywhere.byComponent.keys());
    },
    source(name) {
      const rankOf = createRank();
      const ofNodes = new Map<string, Voices>();
      const ofPods = new Map<string, Voices>();
      let lastNode: string | undefined;
      let wasPod = false;
      let voices = silence();
      const find = (node: string, isPod: boolean): Voices => {
        const known = isPod ? ofPods : ofNodes;
        const held = known.get(node);
        if (held) return held;
        const own = ownText(node);
        const made = voicesOf({ node: own, source: name, ...(isPod ? { pod: {} } : {}) });
        if (known.size < MAX_SUBJECTS) known.set(own, made);
        return made;
      };
      return ({ component, level, ident, unit, pod }, node) => {
        // `-o with-unit` prints the unit in place of the identifier.
        const program = ident ?? unit;
        if (program !== undefined && program !== lastIdent) seeIdent(program);
        if (component === undefined && level === undefined) return;
        if (node !== lastNode || (pod !== undefined) !== wasPod) {
          lastNode = node;
          wasPod = pod !== undefined;
          voices = find(node, wasPod);
        }
        const rank = rankOf(component, level);
        if (!raise(voices, component, rank)) return;
        // Only news of the node can be news of all.
        raise(everywhere, component, rank);
      };
    },
    heard: (component, level) => hears(everywhere, component, level),
    byNode: (place) => createSpeakersOfNodes(everywhere, placeVoices(bySubject, place)),
    take: () => ({ everywhere, bySubject, idents }),
    absorb(taken) {
      for (const ident of taken.idents) if (idents.size < MAX_IDENTS) idents.add(ident);
      for (const [subject, voices] of taken.bySubject) {
        if (bySubject.size < MAX_SUBJECTS) bySubject.set(subject, voices);
      }
      raiseAll(everywhere, taken.everywhere);
    },
  };
}

/** The rank of a record of one source; a few debug lines do not yet say that the level is debug. */
function createRank(): (component: string | undefined, level: Level | undefined) => number {
  const debugLines = new Map<string, number>();
  return (component, level) => {
    const rank = level === undefined ? UNTOLD : TALK.indexOf(level);
    if (rank > DEBUG || component === undefined) return rank;
    const count = (debugLines.get(component) ?? 0) + 1;
    if (count <= MIN_DEBUG_LINES) debugLines.set(component, count);
    return count < MIN_DEBUG_LINES ? DEBUG + 1 : rank;
  };
}

/** Was anything more talkative than all before? */
function raise(voices: Voices, component: string | undefined, rank: number): boolean {
  let isNews = false;
  if (rank < voices.anybody) {
    voices.anybody = rank;
    isNews = true;
  }
  if (component === undefined) return isNews;
  const known = voices.byComponent.get(component);
  if (known !== undefined && rank >= known) return isNews;
  voices.byComponent.set(component, rank);
  return true;
}

function placeVoices(
  bySubject: ReadonlyMap<Subject, Voices>,
  place: (subject: Subject) => Subject,
): ReadonlyMap<string, Voices> {
  const byNode = new Map<string, Voices>();
  for (const [subject, voices] of bySubject) {
    const { node } = place(subject);
    const known = byNode.get(node) ?? silence();
    byNode.set(node, known);
    raiseAll(known, voices);
  }
  return byNode;
}

function raiseAll(known: Voices, voices: Voices): void {
  raise(known, undefined, voices.anybody);
  for (const [component, rank] of voices.byComponent) raise(known, component, rank);
}

function createSpeakersOfNodes(
  everywhere: Voices,
  byNode: ReadonlyMap<string, Voices>,
): SpeakersOfNodes {
  return {
    heard(component, level, node) {
      const voices = node === undefined ? everywhere : byNode.get(node);
      return voices !== undefined && hears(voices, component, level);
    },
    unheardNodes(component, level) {
      const unheard = [...byNode].filter(
        ([node, voices]) => node !== '' && !hears(voices, component, level),
      );
      return unheard.map(([node]) => node).sort();
    },
  };
}

function hears(voices: Voices, component: string, level: string | undefined): boolean {
  const isAnybody = component === ANYBODY;
  const most = isAnybody ? voices.anybody : (voices.byComponent.get(component) ?? SILENT);
  if (level === undefined) return most < (isAnybody ? UNTOLD : SILENT);
  // An unknown level has index -1: no rank is that talkative.
  return most < UNTOLD && most <= TALK.indexOf(level as Level);
}
