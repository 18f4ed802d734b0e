import type { Coverage, Engine, LayeredProblem, Report } from '@gradproof/core';
import type { EngineUnderTest } from '../test-engine.ts';

/** How the checks are made whose diagnoses are tested. */
export interface DiagnosedCheck extends Pick<EngineUnderTest, 'method' | 'epsilon'> {
  /** `full` by default. */
  readonly coverage?: Coverage;
}

/** What specs of diagnoses are made with. */
export interface Diagnosing extends DiagnosedCheck {
  readonly createEngine: () => Engine;
  readonly check: (problem: LayeredProblem, grad: Float64Array) => Promise<Report>;
}

/** The diagnosis of each tensor. */
export const diagnosesOf = ({ tensors }: Report): Report['tensors'][number]['diagnosis'][] =>
  tensors.map(({ diagnosis }) => diagnosis);
