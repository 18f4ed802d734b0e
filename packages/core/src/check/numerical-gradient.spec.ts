import { describe, expect, it } from 'vitest';
import { numericalGradient } from './numerical-gradient.ts';

describe('numericalGradient', () => {
  it('has the form of the parameters, and the derivatives', async () => {
    const parameters = { weights: [0.5, -0.25], bias: Float64Array.of(2) };
    const gradient = await numericalGradient({
      parameters,
      cost: ({ weights, bias }) => Math.sin(weights[0]!) * weights[1]! + bias[0]! ** 2,
    });
    expect(Object.keys(gradient)).toEqual(['weights', 'bias']);
    const expected = [Math.cos(0.5) * -0.25, Math.sin(0.5), 4];
    const entries = [...gradient.weights, ...gradient.bias];
    // ε²/6·J‴ + u·|J|/ε at ε = 1e-7: about 1e-8
    entries.forEach((entry, i) => expect(Math.abs(entry - expected[i]!)).toBeLessThan(1e-7));
  });

  it('is of a method, too, which may use the definition', async () => {
    const definition = {
      parameters: { x: 3 },
      factor: undefined as number | undefined,
      cost({ x }: { x: number }): number {
        return (this.factor ?? 2) * x;
      },
    };
    const { x } = await numericalGradient(definition);
    expect(Math.abs(x - 2)).toBeLessThan(1e-7);
  });

  it.each<[unknown, RegExp]>([
    [null, /not null/],
    [{ parameters: { x: 1 } }, /with cost, costs, losses or costAndGradient; this has parameters/],
    [{ parameters: { x: 1 }, cost: 3 }, /cost is a number; it must be a function/],
    [{ parameters: { x: 1 }, cots: () => 1 }, /Unknown key "cots"/],
    [{ cost: () => 1 }, /this has cost/],
  ])('refuses %o', async (definition, message) => {
    await expect(numericalGradient(definition as never)).rejects.toThrow(message);
  });

  it('says where the cost is not finite', async () => {
    const broken = {
      parameters: { x: [1, 1] },
      cost: ({ x }: { x: number[] }) => Math.log(x[0]!) + x[1]! / 0,
    };
    await expect(numericalGradient(broken)).rejects.toThrow('J is not finite near x[0]');
  });

  it('stops with the reason of an aborted signal', async () => {
    const reason = new Error('enough');
    const aborted = numericalGradient(
      { parameters: { x: 1 }, cost: ({ x }) => x },
      { signal: AbortSignal.abort(reason) },
    );
    await expect(aborted).rejects.toBe(reason);
  });
});
