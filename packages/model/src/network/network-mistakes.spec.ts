import { describe, expect, it } from 'vitest';
import { activationNames } from '../activations/index.ts';
import { costNames, costs } from '../costs/index.ts';
import { networkMistakes } from './network-mistakes.ts';

const layers = (...names: (typeof activationNames)[number][]) =>
  names.map((activation) => ({ units: 2, activation }));

describe('a network’s description', () => {
  it.each(costNames)(
    'with %s takes the last activations that the cost is defined for, and no other',
    (cost) => {
      const taken = activationNames.filter(
        (last) => networkMistakes({ layers: layers('relu', last), cost }).length === 0,
      );
      const wanted = costs[cost].lastActivation;
      expect(taken).toEqual(
        wanted === null ? activationNames.filter((name) => name !== 'softmax') : [wanted],
      );
    },
  );

  it('has softmax on the last layer alone', () => {
    const network = {
      layers: layers('softmax', 'relu', 'softmax', 'softmax'),
      cost: 'softmax-cross-entropy',
    } as const;
    expect(networkMistakes(network).map(({ path }) => path)).toEqual([
      ['layers', 0, 'activation'],
      ['layers', 2, 'activation'],
    ]);
  });

  it('says where a mistake is, and what would be right', () => {
    expect(networkMistakes({ layers: layers('relu', 'tanh'), cost: 'binary-cross-entropy' })).toEqual([
      {
        path: ['layers', 1, 'activation'],
        message: 'is "tanh", but the cost binary-cross-entropy needs "sigmoid" as the last activation',
      },
    ]);
    expect(networkMistakes({ layers: layers('softmax'), cost: 'mean-squared-error' })).toEqual([
      {
        path: ['cost'],
        message: 'is "mean-squared-error", but a last layer of softmax needs "softmax-cross-entropy"',
      },
    ]);
  });
});
