import { costs } from '../costs/index.ts';
import type { NetworkDescription } from './network.ts';

/** What of a network's description contradicts itself, and where. */
export interface NetworkMistake {
  /** Keys and indices into the description: ['layers', 0, 'activation']. */
  readonly path: readonly (string | number)[];
  /** Goes on from the place: `is "softmax", which only the last layer can have`. */
  readonly message: string;
}

const misplacedSoftmax = ({ layers }: Pick<NetworkDescription, 'layers'>): NetworkMistake[] =>
  layers.slice(0, -1).flatMap(({ activation }, index) =>
    activation === 'softmax'
      ? [
          {
            path: ['layers', index, 'activation'],
            message: 'is "softmax", which only the last layer can have',
          },
        ]
      : [],
  );

const unfitCost = ({ layers, cost }: Pick<NetworkDescription, 'layers' | 'cost'>): NetworkMistake[] => {
  const last = layers.at(-1)?.activation;
  if (last === undefined) return []; // no layers: that is for the schema to say
  const wanted = costs[cost].lastActivation;
  if (wanted !== null && last !== wanted) {
    const message = `is "${last}", but the cost ${cost} needs "${wanted}" as the last activation`;
    return [{ path: ['layers', layers.length - 1, 'activation'], message }];
  }
  if (wanted === null && last === 'softmax') {
    return [
      { path: ['cost'], message: `is "${cost}", but a last layer of softmax needs "softmax-cross-entropy"` },
    ];
  }
  return [];
};

/**
 * Checks the rules that a network's layers and cost keep beyond their names: softmax stands last, and the cost fits the last activation.
 *
 * @returns Where they are broken; none for a network that can be computed.
 */
export const networkMistakes = (network: Pick<NetworkDescription, 'layers' | 'cost'>): NetworkMistake[] => [
  ...misplacedSoftmax(network),
  ...unfitCost(network),
];
