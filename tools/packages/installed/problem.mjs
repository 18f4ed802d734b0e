/** A problem as users write it, in TypeScript. */
export const PROBLEM = `import { defineProblem } from '@gradproof/core';
type Parameters = { w: number[] };
export default defineProblem({
  parameters: { w: [0.3, 2] },
  cost: ({ w }: Parameters) => w[0]! * w[1]! ** 2,
  gradient: ({ w }: Parameters) => ({ w: [w[1]! ** 2, 2 * w[0]! * w[1]!] }),
});
`;
