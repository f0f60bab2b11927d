import type { FieldValue } from '../../model/record.js';

/** One value read from a file, before it is given its place and scope. */
export interface ConfigEntry {
  /** The file as the product knows it. */
  readonly file: string;
  readonly key: string;
  readonly value: FieldValue;
  /** Counts from 1. */
  readonly line: number;
  readonly precedence: number;
  readonly node?: string;
  readonly appends?: true;
}

/** Most values taken from one file: a broken or hostile file must not fill the memory. */
export const MAX_ENTRIES = 10_000;

/** Lines without their ends; a byte order mark is no part of the first. */
export const linesOf = (text: string): readonly string[] =>
  text.replace(/^\uFEFF/, '').split(/\r?\n/);
