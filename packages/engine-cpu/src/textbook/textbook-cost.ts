import type { Problem, TextbookCost } from '@gradproof/core/engine';
import { createForwardPass, type ForwardPass, kinkOf } from '@gradproof/model';

/** −1, 0 or 1 for each unit and example whose activation has a kink: on which side of it the last pass left z. */
const sidesOfKinks = ({ places, preActivations }: ForwardPass): (() => Int8Array) => {
  const kinked = places.flatMap((place, layer) => {
    const kink = kinkOf(place);
    return kink === null ? [] : [{ z: preActivations[layer]!, kink }];
  });
  const size = kinked.reduce((sum, { z }) => sum + z.length, 0);
  return () => {
    const sides = new Int8Array(size);
    let at = 0;
    for (const { z, kink } of kinked) {
      for (const value of z) sides[at++] = Math.sign(value - kink);
    }
    return sides;
  };
};

/** J as the textbook method evaluates it: the network's whole forward pass, in buffers that every evaluation reuses. */
export const textbookCost = (problem: Problem): TextbookCost => {
  if (problem.kind === 'function') return problem;
  const forward = createForwardPass(problem.network, problem.X, problem.Y);
  return { theta: problem.theta, cost: forward.cost, sides: sidesOfKinks(forward) };
};
