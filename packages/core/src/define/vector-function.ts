import type { ParameterTree } from '@gradproof/flatteners';
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

/** Two spaces and the derivative between them. */
interface VectorFunction<Parameters extends ParameterTree, Values extends ParameterTree> {
  readonly inputs: ParameterSpace<Parameters>;
  readonly outputs: OutputSpace<Values>;
  /** r·y as a function of θ. */
  readonly project: (r: Float64Array) => FunctionProblem;
  /** rᵀ·∂y/∂θ at a vector [P] by the product that is checked. */
  readonly pullBack: (r: Float64Array, vector: Float64Array) => Promise<ClaimedGradient>;
}

/** r·y. What has no weight doesn't count, be it NaN: 0·NaN would be one. */
const dot = (r: Float64Array, y: Float64Array): number =>
  r.reduce((sum, weight, k) => (weight === 0 ? sum : sum + weight * y[k]!), 0);

const unit = (size: number, at: number): Float64Array => {
  const vector = new Float64Array(size);
  vector[at] = 1;
  return vector;
};

/** ∂y/∂θ at a vector column by column: ∂y/∂θ·eᵢ for each coordinate i, P arrays [M]. */
const columnsOf = async <Parameters extends ParameterTree, Values extends ParameterTree>(
  { jvp }: JvpProblem<Parameters, Values>,
  { at, layout }: ParameterSpace<Parameters>,
  { vectorOf }: OutputSpace<Values>,
  vector: Float64Array,
  signal: AbortSignal | undefined,
): Promise<Float64Array[]> => {
  const yielder = createEventLoopYielder(signal);
  const columns: Float64Array[] = [];
  for (let i = 0; i < layout.size; i++) {
    columns.push(vectorOf('jvp', await jvp(at(vector), at(unit(layout.size, i)))));
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
  const project = (r: Float64Array): FunctionProblem => ({
    kind: 'function',
    layout,
    theta,
    cost: async (vector) => dot(r, outputs.vectorOf('outputs', await definition.outputs(at(vector)))),
  });
  let atTheta: Promise<Float64Array[]> | undefined; // the same for every r: computed once
  const columnsAt = (problem: JvpProblem<Parameters, Values>, vector: Float64Array) => {
    if (vector !== theta) return columnsOf(problem, inputs, outputs, vector, signal);
    return (atTheta ??= columnsOf(problem, inputs, outputs, vector, signal));
  };
  const pullBack = async (r: Float64Array, vector: Float64Array): Promise<ClaimedGradient> => {
    if ('vjp' in definition) return claimOf('vjp', await definition.vjp(at(vector), outputs.at(r)));
    return { grad: Float64Array.from(await columnsAt(definition, vector), (column) => dot(r, column)) };
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
  const along = (r: Float64Array) => ({
    problem: project(r),
    gradient: () => pullBack(r, inputs.theta),
    gradientAt: async (vector: Float64Array) => (await pullBack(r, vector)).grad,
    isColumnwise: !('vjp' in definition),
  });
  if (!definition.jacobian) return [{ kind: 'whole', ...along(projection(outputs.atTheta, seed)) }];
  return Array.from({ length: outputs.size }, (_, output) => ({
    kind: 'output',
    name: outputs.nameOf(output),
    ...along(unit(outputs.size, output)),
  }));
};
