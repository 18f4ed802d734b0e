const normOf = (values) => Math.hypot(...values);

/** Signs in which a mistake leaves what may be right: by coordinate of the tensor, 0 where none does. */
const signsOf = (sides, { offset, size }, draws) =>
  Float64Array.from({ length: size }, (_, k) => {
    const side = sides?.[offset + k] ?? 0;
    if (Number.isNaN(side)) return 0;
    return side === 0 ? draws.sign() : side;
  });

/** Shapes of a mistake, by the signs in which it may point; not normed. */
const SHAPES = {
  'spread evenly': (signs) => signs,
  'spread unevenly': (signs, _g, draws) => signs.map((sign) => sign * Math.abs(draws.normal())),
  'one entry': (signs, _g, draws) => {
    const places = [...signs.keys()].filter((k) => signs[k] !== 0);
    const place = draws.pick(places);
    return signs.map((sign, k) => (k === place ? sign : 0));
  },
  scaled: (signs, g) => signs.map((sign, k) => sign * Math.abs(g[k])),
};

/** A tensor's right gradient with a mistake of the given norm, in a shape that the draws choose; null where no mistake is surely one. */
export const shapeMistake = ({ sides }, slot, right, norm, draws, isPart) => {
  const g = right.subarray(slot.offset, slot.offset + slot.size);
  const signs = signsOf(sides, slot, draws);
  if (signs.every((sign) => sign === 0)) return null;
  const isWhole = signs.every((sign) => sign !== 0);
  if (isPart && !isWhole) return null; // what is drawn may hold none of it
  const shape = isPart ? 'scaled' : draws.pick(Object.keys(SHAPES));
  const error = SHAPES[shape](signs, g, draws);
  const size = normOf(error);
  return size > 0 ? { name: shape, tensor: g.map((value, k) => value + (error[k] / size) * norm) } : null;
};
