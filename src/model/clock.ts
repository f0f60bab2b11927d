/**
 * What paired records of two nodes tell of a node's clock. A time of the node less `offsetMs` is that time
 * on the clock of `reference`, whose own offset is 0.
 */
export interface NodeClock {
  readonly node: string;
  /** The node whose clock the offsets are measured against; several where clusters share no record. */
  readonly reference: string;
  /** Milliseconds the node's stamps are ahead of the reference's. */
  readonly offsetMs: number;
  /** The true offset lies so far from `offsetMs` at most, as far as the pairs tell. */
  readonly uncertaintyMs: number;
  /** Pairs of records the offset stands on. */
  readonly pairs: number;
  /** The part of the offset that is a time zone, not a clock that runs ahead or behind. */
  readonly zoneMinutes?: number;
  /** The node's times were moved onto the reference's clock. */
  readonly corrected: boolean;
}
