import { createRandom } from '@gradproof/core/testing';

/** A seeded source of what problems are made of. */
export const createDraws = (seed) => {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    random,
    normal,
    /** One of the list. */
    pick: (list) => list[Math.floor(random() * list.length)],
    /** An integer, from … to. */
    integer: (from, to) => from + Math.floor(random() * (to - from + 1)),
    /** A number whose logarithm is uniform, from … to. */
    scale: (from, to) => from * (to / from) ** random(),
    chance: (part) => random() < part,
    normals: (count, deviation = 1) => Float64Array.from({ length: count }, () => deviation * normal()),
    sign: () => (random() < 0.5 ? -1 : 1),
  };
};

/** A number of 32 bits for a text and a number: each kind of problem has seeds of its own (FNV-1a). */
export const seedOf = (text, number) => {
  let hash = 0x811c9dc5;
  for (const character of `${text} ${number}`) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  return hash >>> 0;
};
