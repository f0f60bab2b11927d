/** True, false, or `undefined` where the input cannot tell (Kleene's logic). */
export type Known = boolean | undefined;

export const any = (values: readonly Known[]): Known =>
  values.includes(true) ? true : values.includes(undefined) ? undefined : false;
export const all = (values: readonly Known[]): Known =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;
export const not = (value: Known): Known => (value === undefined ? undefined : !value);
