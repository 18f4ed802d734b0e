import type { ActivationName } from '../activations/index.ts';
import type { CostName } from '../costs/index.ts';

/** What frameworks call our activations and costs. */
const COMMON: Readonly<Record<string, ActivationName | CostName>> = {
  linear: 'identity',
  none: 'identity',
  logistic: 'sigmoid',
  expit: 'sigmoid',
  leakyrelu: 'leaky-relu',
  lrelu: 'leaky-relu',
  'hyperbolic-tangent': 'tanh',
  softargmax: 'softmax',
  mse: 'mean-squared-error',
  l2: 'mean-squared-error',
  'l2-loss': 'mean-squared-error',
  'mse-loss': 'mean-squared-error',
  'squared-error': 'mean-squared-error',
  quadratic: 'mean-squared-error',
  bce: 'binary-cross-entropy',
  bceloss: 'binary-cross-entropy',
  bcewithlogitsloss: 'binary-cross-entropy',
  'log-loss': 'binary-cross-entropy',
  logloss: 'binary-cross-entropy',
  'binary-crossentropy': 'binary-cross-entropy',
  ce: 'softmax-cross-entropy',
  'cross-entropy': 'softmax-cross-entropy',
  crossentropy: 'softmax-cross-entropy',
  crossentropyloss: 'softmax-cross-entropy',
  'categorical-crossentropy': 'softmax-cross-entropy',
  'categorical-cross-entropy': 'softmax-cross-entropy',
  nll: 'softmax-cross-entropy',
};

/** What frameworks have and we don't. */
const FOREIGN = ['swish', 'silu', 'mish', 'selu', 'relu6', 'hardswish', 'hard-swish', 'prelu', 'glu', 'softsign', 'mae', 'l1', 'l1-loss', 'huber', 'hinge']; // prettier-ignore

const plain = (name: string): string => name.toLowerCase().replace(/[_ ]/g, '-');

/**
 * Our name of an activation or a cost that goes by another elsewhere.
 *
 * @param name What frameworks call it: mse, cross_entropy, linear.
 * @returns Ours; null for one that we don't have (swish, huber), undefined for a name that isn't known.
 */
export const commonName = (name: string): ActivationName | CostName | null | undefined =>
  FOREIGN.includes(plain(name)) ? null : Object.hasOwn(COMMON, plain(name)) ? COMMON[plain(name)] : undefined;
