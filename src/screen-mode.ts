type Environment = Readonly<Record<string, string | undefined>>;

export interface Surroundings {
  /** As given after `-o`. */
  readonly output: string | undefined;
  readonly env: Environment;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
}

/**
 * Whether the interactive screen is wanted: asked for, or by default on a terminal that can show one and where
 * nobody has said that a program watches (CI) or that the screen is read out.
 */
export function wantsScreen({ output, env, isTerminal }: Surroundings): boolean {
  if (output !== undefined) return output === 'tui';
  return isTerminal && canShow(env) && !isOn(env.CI) && !isOn(env.CONTINUOUS_INTEGRATION);
}

const canShow = ({ TERM, INK_SCREEN_READER }: Environment): boolean =>
  TERM !== 'dumb' && INK_SCREEN_READER !== 'true';

const isOn = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';
