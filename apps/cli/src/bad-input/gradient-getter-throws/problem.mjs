export default {
  parameters: { w: [0.1, 0.2, 0.3] },
  cost: ({ w }) => w[0] ** 2 + w[1] ** 2 + w[2] ** 2,
  gradient: () => ({
    get w() {
      throw new Error('no');
    },
  }),
};
