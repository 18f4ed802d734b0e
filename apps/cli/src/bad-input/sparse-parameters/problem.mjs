/* eslint-disable no-sparse-arrays -- it is what shall be refused */
export default {
  parameters: { w: [0.1, , 0.3] },
  cost: ({ w }) => w.reduce((sum, x) => sum + x * x, 0),
  gradient: () => ({ w: [0.2, 99, 0.6] }),
};
