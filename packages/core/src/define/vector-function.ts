import type { ParameterTree } from '@gradproof/flatteners';
import { InputError } from '@gradproof/model';
import { createEventLoopYielder } from '../async/event-loop-yield.ts';
import { untilAborted } from '../async/until-aborted.ts';
import type { FunctionProblem } from '../contract/problem.ts';
import type { JvpProblem, VjpProblem } from './definition.ts';
import { outputSpace, type OutputSpace } from './output-space.ts';
import { projection } from './projection.ts';
import { parameterSpace, type ParameterSpace } from './parameter-space.ts';
import type { ClaimedGradient, ScalarFunction } from './scalar-function.ts';

type VectorProblem<Parameters extends ParameterTree, Values extends ParameterTree> =
  VjpProblem<Parameters, Values> | JvpProblem<Parameters, Values>;

/** More outputs than this are not checked one by one: each has a report of its own, of about ten kilobytes. */
const MOST_OUTPUTS = 20_000;

/** More entries than this are not a Jacobian that fits memory: 1 GiB. */
const MOST_ENTRIES = 2 ** 27;

/** Throws InputError, which says how large it is, for a Jacobian that is too large to be computed entry by entry. */
const assertJacobianFits = (outputs: number, parameters: number): void => {
  const entries = outputs * parameters;
  if (outputs <= MOST_OUTPUTS && entries <= MOST_ENTRIES) return;
  throw new InputError(
    `The Jacobian is ${outputs} outputs by ${parameters} parameters, ${entries} entries; at most ${MOST_OUTPUTS} outputs and ${MOST_ENTRIES} entries are looked at one by one. Without jacobian a seeded projection of all outputs is checked.`,
  );
};

/** How outputs are weighed: by a vector r, or one of them alone. */
type Weights = Float64Array | number;

const weighed = (weights: Weights, y: Float64Array): number =>
  typeof weights === 'number' ? y[weights]! : dot(weights, y);

const vectorOfWeights = (weights: Weights, size: number): Float64Array =>
  typeof weights === 'number' ? unit(size, weights) : weights;

/** Two spaces and the derivative between them. */
interface VectorFunction<Parameters extends ParameterTree, Values extends ParameterTree> {
  readonly inputs: ParameterSpace<Parameters>;
  readonly outputs: OutputSpace<Values>;
  /** r·y as a function of θ. */
  readonly project: (r: Weights) => FunctionProblem;
  /** rᵀ·∂y/∂θ at a vector [P] by the product that is checked. */
  readonly pullBack: (r: Weights, vector: Float64Array) => Promise<ClaimedGradient>;
}

/** r·y. What has no weight doesn't count, be it NaN: 0·NaN would be one. */
const dot = (r: Float64Array, y: Float64Array): number =>
  r.reduce((sum, weight, k) => (weight === 0 ? sum : sum + weight * y[k]!), 0);

const unit = (size: number, at: number): Float64Array => {
  const vector = new Float64Array(size);
  vector[at] = 1;
  return vector;
};

/** ∂y/∂θ at a vector column by column: `take` of ∂y/∂θ·eᵢ, [M], for each coordinate i. */
const columnsOf = async <Taken, Parameters extends ParameterTree, Values extends ParameterTree>(
  { jvp }: JvpProblem<Parameters, Values>,
  { at, layout }: ParameterSpace<Parameters>,
  { vectorOf }: OutputSpace<Values>,
  { vector, take }: { readonly vector: Float64Array; readonly take: (column: Float64Array) => Taken },
  signal: AbortSignal | undefined,
): Promise<Taken[]> => {
  const yielder = createEventLoopYielder(signal);
  const columns: Taken[] = [];
  for (let i = 0; i < layout.size; i++) {
    columns.push(take(vectorOf('jvp', await jvp(at(vector), at(unit(layout.size, i))))));
    if (yielder.isDue()) await yielder.pause();
  }
  return columns;
};

const vectorFunction = async <Parameters extends ParameterTree, Values extends ParameterTree>(
  definition: VectorProblem<Parameters, Values>,
  signal: AbortSignal | undefined,
): Promise<VectorFunction<Parameters, Values>> => {
  const inputs = parameterSpace(definition.parameters);
  const { layout, theta, at, claimOf } = inputs;
  const outputs = outputSpace(await untilAborted(Promise.resolve(definition.outputs(at(theta))), signal));
  if (definition.jacobian) assertJacobianFits(outputs.size, layout.size);
  const project = (r: Weights): FunctionProblem => ({
    kind: 'function',
    layout,
    theta,
    cost: async (vector) => weighed(r, outputs.vectorOf('outputs', await definition.outputs(at(vector)))),
  });
  let jacobian: Promise<Float64Array[]> | undefined; // at θ it is the same for every output: computed once
  const jacobianAtTheta = (problem: JvpProblem<Parameters, Values>) =>
    (jacobian ??= columnsOf(problem, inputs, outputs, { vector: theta, take: (column) => column }, signal));
  const pullBack = async (r: Weights, vector: Float64Array): Promise<ClaimedGradient> => {
    if ('vjp' in definition) {
      const weights = outputs.at(vectorOfWeights(r, outputs.size));
      return claimOf('vjp', await definition.vjp(at(vector), weights));
    }
    const take = (column: Float64Array): number => weighed(r, column);
    const entries =
      typeof r === 'number' && vector === theta
        ? (await jacobianAtTheta(definition)).map(take)
        : await columnsOf(definition, inputs, outputs, { vector, take }, signal);
    return { grad: Float64Array.from(entries) };
  };
  return { inputs, outputs, project, pullBack };
};

/**
 * The scalar functions by which outputs are checked: r·y with seeded random r, or with `jacobian` each output alone, with its own noise and
 * verdict. Throws InputError, and whatever the functions throw.
 */
export const scalarsOfOutputs = async <Parameters extends ParameterTree, Values extends ParameterTree>(
  definition: VectorProblem<Parameters, Values>,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<ScalarFunction[]> => {
  const { inputs, outputs, project, pullBack } = await vectorFunction(definition, signal);
  const along = (r: Weights) => ({
    problem: definition.jacobian ? project(r) : { ...project(r), outputs: outputs.size },
    gradient: () => pullBack(r, inputs.theta),
    gradientAt: async (vector: Float64Array) => (await pullBack(r, vector)).grad,
    isColumnwise: !('vjp' in definition),
  });
  if (!definition.jacobian) return [{ kind: 'whole', ...along(projection(outputs.atTheta, seed)) }];
  return Array.from({ length: outputs.size }, (_, output) => ({
    kind: 'output',
    name: outputs.nameOf(output),
    ...along(output),
  }));
};
