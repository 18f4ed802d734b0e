/** The number of items, and the first of them: enough to name some, few enough to send. */
export interface Counted<Item> {
  readonly count: number;
  readonly first: readonly Item[];
}

/** How many items are kept at the most. */
const KEPT = 20;

/** Counts the items and keeps the first. */
export const countWithFirst = <Item>(items: readonly Item[], kept = KEPT): Counted<Item> => ({
  count: items.length,
  first: items.slice(0, kept),
});

/** The parts' items, one part after the other, as one. */
export const mergeCounted = <Item>(parts: readonly Counted<Item>[], kept = KEPT): Counted<Item> => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  first: parts.flatMap(({ first }) => first).slice(0, kept),
});
