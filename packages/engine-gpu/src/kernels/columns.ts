import { kernel } from './kernel-source.ts';

// A column is one unit of a layer, moved for one example. examples, units, seeds: [1, columns].

/** [rows, columns]: what a column's unit, whose activation moves by its seed, adds to the next layer's pre-activations. weights: [rows, units of the layer]. */
export const spread = kernel(
  'spread',
  { weights: 'Input', units: 'Input', seeds: 'Input' },
  `
  return weights[this.thread.y][units[0][this.thread.x]] * seeds[0][this.thread.x];
`,
);

/** [rows, columns] of the last layer when it is the one that moves: the seed in its unit's row, 0 elsewhere. */
export const place = kernel(
  'place',
  { units: 'Input', seeds: 'Input' },
  `
  if (Math.abs(units[0][this.thread.x] - this.thread.y) < 0.5) {
    return seeds[0][this.thread.x];
  }
  return 0.0;
`,
);

/** [1, columns]: 1 where `before` is, or where the step of some row goes beyond its kink, |δ| > |z|. z: [rows, examples], as the tables begin. */
export const crossings = kernel(
  'crossings',
  { deltas: 'Input', z: 'Input', examples: 'Input', rows: 'Integer', before: 'Input' },
  `
  let crossed = before[0][this.thread.x];
  for (let i = 0; i < rows; i++) {
    if (Math.abs(deltas[i][this.thread.x]) > Math.abs(z[i][examples[0][this.thread.x]])) {
      crossed = 1.0;
    }
  }
  return crossed;
`,
);
