import type { Finding, Outcome } from '../model/report.js';
import type { DiagnosisRule } from '../model/rule.js';
import { COMPONENTS } from '../rulebook/components.js';
import type { DiagnoseInput } from './input.js';
import { DISTRIBUTIONS, productOfUnit, productsSeen } from './products.js';

/** What to collect so that findings that are not confirmed can be; nothing that the input already holds. */
export function confirm(
  rule: DiagnosisRule,
  findings: readonly Finding[],
  input: DiagnoseInput,
): Pick<Outcome, 'collect' | 'collectOn'> {
  const open = findings.filter(mayBeConfirmed);
  if (open.length === 0) return { collect: [] };
  const nodes = [...new Set(open.flatMap((finding) => finding.nodes))];
  const commands = rule.notAssessableWithout.flatMap(({ component, level, collect }) => {
    const isHeard =
      nodes.length === 0
        ? input.heard(component, level)
        : nodes.every((node) => input.heard(component, level, node));
    return isHeard ? collect.filter((command) => namesUnheard(command, input)) : collect;
  });
  const wanted = ofCluster(rule, [...new Set(commands)], input);
  if (wanted.length > 0 || !asksOthers(rule, input)) return { collect: wanted };
  // All that these nodes can tell is there: what is missing stands in the logs of the others.
  return { collect: ofVisible(rule, input), collectOn: 'other-nodes' };
}

/** Where every node runs a release without the fault, no log ever confirms it. */
const mayBeConfirmed = ({ confidence, affected }: Finding): boolean =>
  confidence !== 'confirmed' &&
  (affected.length === 0 || affected.some(({ status }) => status !== 'not-affected'));

/** Commands that can show something here; all of them where none could. */
export function ofThisCluster(
  commands: readonly string[],
  input: DiagnoseInput,
): readonly string[] {
  const own = commands.filter((command) => !isForeignUnit(command, input));
  return own.length > 0 ? own : commands;
}

const ofVisible = (rule: DiagnosisRule, input: DiagnoseInput): readonly string[] =>
  ofCluster(rule, [...new Set(rule.notAssessableWithout.flatMap(({ collect }) => collect))], input);

/** Where only other distributions are known, the finding lies in none of them: any command may show more. */
function ofCluster(
  { products }: DiagnosisRule,
  commands: readonly string[],
  input: DiagnoseInput,
): readonly string[] {
  const seen = productsSeen(input.facts, input.idents, input.components);
  const isOwn = products.length === 0 || products.some((product) => seen.has(product));
  return isOwn ? commands.filter((command) => !isForeignUnit(command, input)) : commands;
}

/** The longest name of a component in the command is whose log it collects. */
function namesUnheard(command: string, { components }: DiagnoseInput): boolean {
  const [named] = COMPONENTS.filter((name) => command.includes(name)).sort(
    (a, b) => b.length - a.length,
  );
  return named !== undefined && !components.has(named);
}

/** The command reads a unit of a distribution that this cluster does not run. */
function isForeignUnit(command: string, { facts, idents, components }: DiagnoseInput): boolean {
  const unit = /journalctl -u ([\w-]+)/.exec(command)?.[1];
  const product = unit === undefined ? undefined : productOfUnit(unit);
  const seen = productsSeen(facts, idents, components);
  const present = DISTRIBUTIONS.filter((name) => seen.has(name));
  return product !== undefined && present.length > 0 && !present.includes(product);
}

/** A cycle of requests would prove it, and it shows only in the logs of several nodes. */
const asksOthers = (rule: DiagnosisRule, { rulebook }: DiagnoseInput): boolean =>
  [...rule.supporting, ...rule.mechanism].some((requirement) => {
    const fact = rulebook.facts.find(({ name }) => name === requirement);
    return fact !== undefined && 'operator' in fact.when && fact.when.operator === 'graph_cycle';
  });
