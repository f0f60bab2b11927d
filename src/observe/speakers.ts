import type { Level, LogRecord } from '../model/record.js';

const TALK: readonly Level[] = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'];

/** Which components spoke, and at which level: what silence of a signal is worth. */
export interface Speakers {
  see(record: LogRecord): void;
  /** Did the component print anything at this level or a more talkative one? `any`: anybody with a level. */
  heard(component: string, level?: string): boolean;
  /** Identifiers and components seen, for telling the product. */
  readonly idents: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
}

export function createSpeakers(): Speakers {
  const mostTalkative = new Map<string, number>();
  const idents = new Set<string>();
  let anyone = TALK.length;

  return {
    idents,
    get components() {
      return new Set(mostTalkative.keys());
    },
    see({ component, level, ident }) {
      if (ident !== undefined && idents.size < 10_000) idents.add(ident);
      const rank = level === undefined ? TALK.length : TALK.indexOf(level);
      if (level !== undefined && rank < anyone) anyone = rank;
      if (component === undefined) return;
      const known = mostTalkative.get(component);
      if (known === undefined || rank < known) mostTalkative.set(component, rank);
    },
    heard(component, level) {
      const most = component === 'any' ? anyone : mostTalkative.get(component);
      if (most === undefined || (component === 'any' && most === TALK.length)) return false;
      return level === undefined || most <= TALK.indexOf(level as Level); // unknown levels: -1, never heard
    },
  };
}
