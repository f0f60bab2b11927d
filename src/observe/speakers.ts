import type { Subject } from '../model/observation.js';
import type { Level, LogRecord } from '../model/record.js';
import { ownText } from '../model/text.js';

const TALK: readonly Level[] = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'];
/** Rank of a component that spoke, but never with a level. */
const UNTOLD = TALK.length;
const MAX_SUBJECTS = 50_000;
const MAX_IDENTS = 10_000;
const ANYBODY = 'any';

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
  /** Identifiers and components seen, for telling the product. */
  readonly idents: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
}

/** Component to its most talkative rank. */
type Voices = Map<string, number>;

export function createSpeakers(): Speakers {
  const everywhere: Voices = new Map();
  const bySubject = new Map<Subject, Voices>();
  const idents = new Set<string>();
  let lastIdent: string | undefined;

  const seeIdent = (ident: string): void => {
    lastIdent = ident;
    if (idents.size < MAX_IDENTS) idents.add(ownText(ident));
  };
  /** Beyond the bound a node counts with all, but is not told apart. */
  const voicesOf = (subject: Subject): Voices => {
    const voices: Voices = new Map();
    if (bySubject.size < MAX_SUBJECTS) bySubject.set(subject, voices);
    return voices;
  };

  return {
    idents,
    get components() {
      return new Set([...everywhere.keys()].filter((name) => name !== ANYBODY));
    },
    source(name) {
      const ofNodes = new Map<string, Voices>();
      const ofPods = new Map<string, Voices>();
      let lastNode: string | undefined;
      let wasPod = false;
      let voices: Voices = new Map();
      const find = (node: string, isPod: boolean): Voices => {
        const known = isPod ? ofPods : ofNodes;
        const held = known.get(node);
        if (held) return held;
        const own = ownText(node);
        const made = voicesOf({ node: own, source: name, ...(isPod ? { pod: {} } : {}) });
        if (known.size < MAX_SUBJECTS) known.set(own, made);
        return made;
      };
      return ({ component, level, ident, pod }, node) => {
        if (ident !== undefined && ident !== lastIdent) seeIdent(ident);
        if (component === undefined && level === undefined) return;
        if (node !== lastNode || (pod !== undefined) !== wasPod) {
          lastNode = node;
          wasPod = pod !== undefined;
          voices = find(node, wasPod);
        }
        const rank = level === undefined ? UNTOLD : TALK.indexOf(level);
        if (level !== undefined) raise(ANYBODY, rank, voices, everywhere);
        if (component !== undefined) raise(component, rank, voices, everywhere);
      };
    },
    heard: (component, level) => hears(everywhere, component, level),
    byNode: (place) => createSpeakersOfNodes(everywhere, placeVoices(bySubject, place)),
  };
}

/** What is known of the subject is known of all: only news go further. */
function raise(component: string, rank: number, voices: Voices, everywhere: Voices): void {
  if (!raiseIn(voices, component, rank)) return;
  raiseIn(everywhere, component, rank);
}

function raiseIn(voices: Voices, component: string, rank: number): boolean {
  const known = voices.get(component);
  if (known !== undefined && rank >= known) return false;
  voices.set(component, rank);
  return true;
}

function placeVoices(
  bySubject: ReadonlyMap<Subject, Voices>,
  place: (subject: Subject) => Subject,
): ReadonlyMap<string, Voices> {
  const byNode = new Map<string, Voices>();
  for (const [subject, voices] of bySubject) {
    const { node } = place(subject);
    const known: Voices = byNode.get(node) ?? new Map();
    byNode.set(node, known);
    for (const [component, rank] of voices) raiseIn(known, component, rank);
  }
  return byNode;
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
  const most = voices.get(component);
  if (most === undefined) return false;
  // An unknown level has index -1: no rank is that talkative.
  return level === undefined || (most < UNTOLD && most <= TALK.indexOf(level as Level));
}
