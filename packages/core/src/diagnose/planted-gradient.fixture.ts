import { normOf } from '../numerics/vectors.ts';
import { diagnoseTogether } from './diagnose-together.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import { suspectTensor, type SuspectTensor, type Together } from './evidence/suspect-tensor.ts';
import { NOISE, numbers, sizeOf } from './planted-tensor.fixture.ts';
import { layoutOf } from '@gradproof/flatteners';

/** A function's gradient with a mistake: what it should be (by tensor), θ, and what it is instead. */
export interface PlantedGradient {
  readonly shapes: readonly (readonly number[])[];
  readonly seed: number;
  /** Changes the right gradient or θ before the mistake is made. */
  readonly prepare?: (
    right: Float64Array[],
    theta: Float64Array[],
    shapes: readonly (readonly number[])[],
  ) => void;
  readonly plant: (
    right: readonly Float64Array[],
    theta: readonly Float64Array[],
    shapes: readonly (readonly number[])[],
  ) => readonly Float64Array[];
  readonly outputs?: number | undefined;
  /** The relative noise of gradapprox; 1e-9 by default. */
  readonly noise?: number;
}

/** The diagnosis of each tensor w0, w1, …; null of those that are right. */
export const diagnosePlanted = (planted: PlantedGradient): (Diagnosis | null)[] => {
  const { shapes, outputs } = planted;
  const tensors = suspectsOf(planted);
  const layout = layoutOf(shapes.map((shape, at) => ({ name: `w${at}`, shape: [...shape] })));
  const theta = new Float64Array(layout.size);
  return diagnoseTogether({ kind: 'function', layout, theta, cost: () => 0, outputs }, () => null, (_slot, tensor, _place, factors) => {
    const one = tensors[tensor]!;
    return one.together!.parts[tensor]!.isWrong ? diagnose({ ...one, factors }) : null;
  }); // prettier-ignore
};

/** The tensors with what their diagnoses are based on. */
export const suspectsOf = ({
  shapes,
  seed,
  prepare,
  plant,
  noise: relative = NOISE,
}: PlantedGradient): SuspectTensor[] => {
  const draw = (offset: number) =>
    shapes.map((shape, at) => numbers(sizeOf(shape), seed + 100 * at + offset));
  const [right, theta, noise] = [draw(0), draw(1), draw(2)];
  prepare?.(right, theta, shapes);
  const gradapprox = right.map((values, at) => values.map((g, i) => g + relative * noise[at]![i]!));
  const grads = plant(right, theta, shapes);
  const parts = shapes.map((_, at) => {
    const residual = grads[at]!.map((g, i) => g - gradapprox[at]![i]!);
    const error = relative * normOf(noise[at]!);
    const isWrong = !(normOf(residual) <= 2e-7 * (normOf(grads[at]!) + normOf(gradapprox[at]!)) + error);
    return {
      name: `w${at}`,
      grad: grads[at]!,
      gradapprox: gradapprox[at]!,
      isWrong,
      isRight: !isWrong,
      error,
    };
  });
  const joined = (all: readonly Float64Array[]) => Float64Array.from(all.flatMap((values) => [...values]));
  const common = { partOf: (vector: Float64Array) => vector, threshold: 2e-7, place: null };
  const error = Math.hypot(...parts.map((part) => part.error));
  const whole = { ...common, name: '', shape: [1], theta: joined(theta), grad: joined(grads), gradapprox: joined(gradapprox), error }; // prettier-ignore
  const together: Together = { parts, whole: () => suspectTensor(whole) };
  return parts.map((part, at) =>
    suspectTensor({ ...common, ...part, shape: shapes[at]!, theta: theta[at]!, together }),
  );
};
