// What JavaScript lends the module: the general increments of packages/model, for steps beyond the series.

/** f(z + δ) − f(z) of the activation of this kind. */
export declare function increment(kind: i32, z: f64, delta: f64): f64;

/**
 * The increment of one example's cost when its logits move by sign·δ: `rows` entries, four numbers apart, at these offsets.
 */
export declare function cost(kind: i32, rows: u32, deltas: u32, sign: f64, z: u32, y: u32): f64;
