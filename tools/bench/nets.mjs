/** The benchmark's nets: sizes, examples, hidden activation; one output is a sigmoid, more are a softmax. */
export const NETS = [
  { sizes: [4, 5, 3, 1], examples: 3, hidden: 'relu' },
  { sizes: [32, 64, 32, 1], examples: 64, hidden: 'relu' },
  { sizes: [128, 256, 64, 1], examples: 128, hidden: 'relu' },
  { sizes: [784, 512, 128, 1], examples: 128, hidden: 'relu' },
  { sizes: [784, 256, 256, 256, 10], examples: 128, hidden: 'relu' },
  { sizes: [784, 256, 256, 256, 10], examples: 128, hidden: 'tanh' },
  { sizes: [784, 256, 256, 256, 10], examples: 128, hidden: 'gelu' },
  { sizes: [784, 512, 512, 512, 512, 10], examples: 128, hidden: 'relu' },
].map((net) => ({
  ...net,
  cost: net.sizes.at(-1) === 1 ? 'binary-cross-entropy' : 'softmax-cross-entropy',
}));

export const titleOf = ({ sizes, hidden, examples }) => `${sizes.join('-')} ${hidden}, ${examples}`;

/** And the deepest with the other activations, which float32 makes a difference to. */
export const GPU_NETS = [...NETS, { ...NETS.at(-1), hidden: 'tanh' }, { ...NETS.at(-1), hidden: 'gelu' }];
