/** What the page begins with: the gradient of b is wrong by a factor of 2. */
export const EXAMPLE = `import { defineProblem } from '@gradproof/core';

type Parameters = { w: number[]; b: number };
const x = [0.5, -1.2, 2];

export default defineProblem({
  parameters: { w: [0.3, -0.2, 0.7], b: 0.1 },
  cost: ({ w, b }: Parameters) => (w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + b) ** 2,
  gradient: ({ w, b }: Parameters) => {
    const y = w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + b;
    return { w: x.map((value) => 2 * y * value), b: y };
  },
});
`;
