import { moveBy } from './list.js';
import type { Key, Shared, Step } from './view.js';
import type { Link } from './why-lines.js';
import { choiceOf, type Explained, type WhyState } from './why-state.js';

type Result = Step<WhyState> | undefined;

/** What a key does to the list of diagnoses or to the tree of conditions, wherever the arrows work. */
export function onWhyKey(state: WhyState, key: Key, shared: Shared, shown: Explained): Result {
  if (key === 'd') {
    return { state: { ...state, focus: state.focus === 'tree' ? 'list' : 'tree' } };
  }
  return state.focus === 'list'
    ? listKey(state, key, shared, shown)
    : treeKey({ ...state, of: shown.one.id, line: shown.line, folds: shown.folds }, key, shown);
}

function listKey(state: WhyState, key: Key, shared: Shared, { all, index }: Explained): Result {
  if (key === 'enter' || key === 'right' || key === 'esc') {
    return { state: { ...state, focus: 'tree' } };
  }
  const to = moveBy(key, index, all.length, Math.max(1, shared.rows - 1));
  const next = to === undefined ? undefined : all[to];
  return next && { state, chosen: choiceOf(shared, next.id) };
}

function treeKey(state: WhyState, key: Key, { lines, line, height }: Explained): Result {
  const link = lines[line]?.link;
  if (key === 'enter') return link && follow(state, link);
  if (key === 'left') {
    return link?.to === 'fold' && link.isOpen
      ? folded(state, link.path, false)
      : { state: { ...state, focus: 'list' } };
  }
  if (key === 'right') return link?.to === 'fold' ? folded(state, link.path, true) : undefined;
  if (key === 'y' || key === 'c') {
    return link?.to === 'command' ? { state, copy: link.text } : undefined;
  }
  const to = moveBy(key, line, lines.length, height);
  return to === undefined ? undefined : { state: { ...state, line: Math.max(0, to) } };
}

function follow(state: WhyState, link: Link): Result {
  switch (link.to) {
    case 'signal':
      return { state, signal: link.name, range: 'all', view: 'evidence' };
    case 'range':
      return { state, range: link.range, view: 'timeline' };
    case 'command':
      return { state, copy: link.text };
    case 'fold':
      return folded(state, link.path, !link.isOpen);
  }
}

const folded = (state: WhyState, path: string, isOpen: boolean): Result => ({
  state: { ...state, folds: { ...state.folds, [path]: isOpen } },
});
