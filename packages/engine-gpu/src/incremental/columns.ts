/** Columns: units of one layer, each moved for one example. */
export interface Columns {
  readonly layer: number;
  /** [columns] each; examples are counted from the first of all. */
  readonly units: Int32Array;
  readonly examples: Int32Array;
}

/** The columns of both, which are of one layer. */
export const joinColumns = ({ layer, units, examples }: Columns, next: Omit<Columns, 'layer'>): Columns => ({
  layer,
  units: Int32Array.from([...units, ...next.units]),
  examples: Int32Array.from([...examples, ...next.examples]),
});
