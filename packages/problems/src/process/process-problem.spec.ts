import { checkFunctions, differentiateProblem } from '@gradproof/core';
import { writeNpz } from '@gradproof/formats';
import { InputError } from '@gradproof/model';
import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openProblem, type OpenProblem } from '../open-problem.ts';
import { leftBehind, processFolder } from '../testing/process-folder.ts';

const checkOnce = async (folder: string) => {
  const { functions, close } = await openProblem(folder);
  try {
    return await checkFunctions(functions);
  } finally {
    await close();
  }
};

const refusal = async (folder: string): Promise<string> => {
  const error: unknown = await checkOnce(folder).then(
    () => 'it was checked',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message;
};

describe('a problem in a process', () => {
  it('is checked through it: right is correct, a flipped sign is not, and the process ends', async () => {
    const right = await processFolder('serve();');
    expect(await checkOnce(right)).toMatchObject({ verdict: 'correct', checked: 3 });
    const wrong = await processFolder('serve({}, { gradient: ([a, b, v]) => [2*a*b, a*a, -Math.cos(v)] });');
    const report = await checkOnce(wrong);
    expect(report.tensors.map(({ name, shape, verdict }) => [name, shape, verdict])).toEqual([
      ['w', [2], 'correct'],
      ['v', [], 'incorrect'],
    ]);
    expect([...(await leftBehind(right)), ...(await leftBehind(wrong))]).toEqual([]);
  });

  it('takes parameters and gradients from files as well', async () => {
    const folder = await processFolder('serve({}, { parameters: null, operations: ["cost"] });');
    const arrays = (prefix: string, w: number[], v: number): Uint8Array =>
      writeNpz([
        [`${prefix}w`, { shape: [2], data: Float64Array.from(w) }],
        [`${prefix}v`, { shape: [1], data: Float64Array.of(v) }],
      ]);
    await writeFile(join(folder, 'p.npz'), arrays('', [0.4, -0.7], 0.3));
    await writeFile(join(folder, 'g.npz'), arrays('d', [-0.56, 0.16], Math.cos(0.3)));
    const command = [process.execPath, 'model.mjs'];
    const json = { process: { command }, parameters: 'p.npz', gradients: 'g.npz' };
    await writeFile(join(folder, 'problem.json'), JSON.stringify(json));
    expect(await checkOnce(folder)).toMatchObject({ verdict: 'correct', checked: 3 });
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('hears in which precision the gradient is computed: of problem.json, else of the process', async () => {
    const script = 'serve({}, { precision: "float32" });';
    const told = await processFolder(script);
    expect((await checkOnce(told)).gradientPrecision).toEqual({ precision: 'float32', known: 'type' });
    const said = await processFolder(script);
    const json = { process: { command: [process.execPath, 'model.mjs'] }, gradientPrecision: 'bfloat16' };
    await writeFile(join(said, 'problem.json'), JSON.stringify(json));
    expect((await checkOnce(said)).gradientPrecision).toEqual({ precision: 'bfloat16', known: 'given' });
    expect([...(await leftBehind(told)), ...(await leftBehind(said))]).toEqual([]);
  });

  it('passes every bit of a number, NaN and Infinity too', async () => {
    const folder = await processFolder('serve({}, { cost: ([x]) => x, theta: [1, 1, 1] });');
    const { functions, close } = await openProblem(folder);
    const { problem } = functions[0]!;
    if (problem.kind !== 'function') throw new Error('it is a function');
    for (const value of [-0, 5e-324, 0.1 + 0.2, Number.MAX_VALUE, NaN, Infinity, -Infinity])
      expect(await problem.cost(Float64Array.of(value, 0, 0))).toBe(value);
    await close();
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('may answer with the losses of which J is the sum, and they are summed in float64', async () => {
    const folder = await processFolder(
      'serve({ cost: (id, [a]) => send(frame({ id, losses: 3 }, [a, 2 ** -60, -a])) });',
    );
    const { functions, close } = await openProblem(folder);
    const { problem } = functions[0]!;
    if (problem.kind !== 'function') throw new Error('it is a function');
    expect(await problem.cost(Float64Array.of(3, 0, 0))).toBe(2 ** -60);
    await close();
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('evaluates many points at once where the process can', async () => {
    const folder = await processFolder('serve({}, { operations: ["cost", "costs", "gradient"] });');
    const { functions, close } = await openProblem(folder);
    const { problem } = functions[0]!;
    if (problem.kind !== 'function') throw new Error('it is a function');
    const points = [0.1, 0.2, 0.3].map((a) => Float64Array.of(a, 2, 0));
    const one = await Promise.all(points.map(async (point) => problem.cost(point))); // asked at once, answered one after the other
    expect(Array.from(await problem.costs!(points))).toEqual(one);
    expect(one).toEqual([0.1, 0.2, 0.3].map((a) => a * a * 2));
    await close();
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('can be differentiated without a gradient, but not checked', async () => {
    const folder = await processFolder('serve({}, { operations: ["cost"] });');
    const { functions, close } = await openProblem(folder);
    const { gradapprox } = await differentiateProblem(functions[0]!.problem);
    expect(gradapprox[2]).toBeCloseTo(Math.cos(0.3), 6); // epsilon 1e-7: noise 1e-9
    await expect(checkFunctions(functions)).rejects.toThrow(/can't be asked for gradient.*"gradients"/);
    await close();
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('carries a million parameters', async () => {
    const P = 1_000_000;
    const script = `serve({}, { parameters: [{ name: 'w', shape: [${P}] }], theta: Array(${P}).fill(0.5), cost: (w) => w[${P - 1}] });`;
    const folder = await processFolder(script);
    const { functions, close } = await openProblem(folder);
    const { problem } = functions[0]!;
    if (problem.kind !== 'function') throw new Error('it is a function');
    expect(problem.theta).toHaveLength(P);
    expect(await problem.cost(problem.theta.map((_, i) => i))).toBe(P - 1);
    await close();
    expect(await leftBehind(folder)).toEqual([]);
  });
});

describe('a process that has no answer at a point that only a finding asks for', () => {
  const model = (atZero: string) => `
    const cost = (s) => s.reduce((sum, x, i) => sum + i / x ** 2 + Math.log(Math.abs(x)), 0);
    const gradient = (s) => s.map((x, i) => x * (1 / x - 2 * i / x ** 3)); // by log s
    const isZero = (s) => s.every((x) => x === 0);
    const parameters = [{ name: 's', shape: [4] }];
    serve({ cost: (id, s) => { if (isZero(s)) { ${atZero} } else send(frame({ id }, [cost(s)])); } }, { parameters, theta: [0.9, 1.6, 2.2, 0.7], gradient });`;

  it.each([
    ['fails', 'send(frame({ id, error: "ValueError: s must be positive" }))'],
    ['hangs', 'for (;;);'],
    ['dies', 'process.exit(1)'],
  ])('keeps the verdict where it %s', async (_what, atZero) => {
    const folder = await processFolder(model(atZero), { timeLimit: 0.5 });
    expect(await checkOnce(folder)).toMatchObject({ verdict: 'incorrect' });
    expect(await leftBehind(folder)).toEqual([]);
  });
});

/** Written as the process's own words: none of them answers as it should. */
const MISBEHAVIOURS: [string, string, object, RegExp][] = [
  ['dies at once', 'console.error("no weights.pt"); process.exit(3);', {}, /model.mjs ended with status 3 instead of answering hello.\nThe end of its standard error:\n +no weights.pt$/], // prettier-ignore
  [
    'dies at a cost',
    'serve({ cost: () => process.exit(1) });',
    {},
    /ended with status 1 instead of answering cost/,
  ],
  ['is killed', 'serve({ cost: () => process.kill(process.pid, "SIGSEGV") || setTimeout(() => {}, 1e6) });', {}, /ended by the signal SIGSEGV instead of answering cost/], // prettier-ignore
  ['ends in the middle of an answer', 'serve({ cost: (id) => { send(frame({ id }, [1]).subarray(0, 20)); process.exit(0); } });', {}, /ended with status 0 instead/], // prettier-ignore
  ['hangs', 'serve({ cost: () => { for (;;); } });', { timeLimit: 0.5 }, /gave no answer to cost within 0.5 s and was ended.*"timeLimit"/], // prettier-ignore
  ['hangs in the middle of an answer', 'serve({ cost: (id) => send(frame({ id }, [1]).subarray(0, 20)) });', { timeLimit: 0.5 }, /gave no answer to cost within 0.5 s/], // prettier-ignore
  ['closes standard output', 'import { closeSync } from "node:fs"; serve({ cost: () => { closeSync(1); for (;;); } });', {}, /closed its standard output instead of answering cost, and was ended/], // prettier-ignore
  ['says that its losses are many', 'serve({ cost: (id) => send(frame({ id, losses: "many" }, [1])) });', {}, /losses are "many", where their number belongs/], // prettier-ignore
  ['says that it has no losses', 'serve({ cost: (id) => send(frame({ id, losses: 0 }, [])) });', {}, /losses are 0, where their number belongs/], // prettier-ignore
  ['has other losses than it says', 'serve({ cost: (id) => send(frame({ id, losses: 3 }, [1, 2])) });', {}, /payload has 16 bytes, where 24 belong/], // prettier-ignore
  ['prints before it answers', 'console.log("loading …"); serve();', {}, /printed to standard output, which carries its answers: "loading …\\n". Print to standard error/], // prettier-ignore
  ['prints while it computes', 'serve({ cost: (id) => { process.stdout.write("loss 0.5\\n"); send(frame({ id }, [1])); } });', {}, /printed to standard output.*"loss 0.5\\n/], // prettier-ignore
  ['steers the terminal', 'process.stdout.write("\\u001b[2Jhi"); serve();', {}, /"\ufffd\[2Jhi"/],
  ['answers with a header that is no JSON', 'serve({ cost: () => send(frame("{nope", [1])) });', {}, /invalid answer to cost: its header is not a JSON object: \{nope/], // prettier-ignore
  [
    'answers with a list for a header',
    'serve({ cost: () => send(frame("[]", [1])) });',
    {},
    /not a JSON object/,
  ],
  [
    'answers another question',
    'serve({ cost: (id) => send(frame({ id: id + 7 }, [1])) });',
    {},
    /its id is \d+, but the question's was \d+/,
  ],
  [
    'answers with too many numbers',
    'serve({ cost: (id) => send(frame({ id }, [1, 2])) });',
    {},
    /payload has 16 bytes, where 8 belong/,
  ],
  ['promises 2⁵⁰ numbers', 'serve({ cost: (id) => send(frame({ id }, [1], { payload: 2 ** 53 })) });', {}, /payload has 9007199254740992 bytes, where 8 belong/], // prettier-ignore
  ['promises an endless header', 'serve({ cost: (id) => send(frame({ id }, [1], { header: 2 ** 32 - 1 })) });', {}, /header has 4294967295 bytes/], // prettier-ignore
  ['answers in another version', 'serve({ hello: (id) => send(frame({ id, version: 2, operations: [] })) });', {}, /invalid answer to hello.*version/], // prettier-ignore
  ['has a tensor of shape [0]', 'serve({}, { parameters: [{ name: "w", shape: [0] }], theta: [] });', {}, /invalid answer to hello.*shape/], // prettier-ignore
  ['has 2⁶⁰ parameters', 'serve({}, { parameters: [{ name: "w", shape: [2 ** 30, 2 ** 30] }], theta: [] });', {}, /more than 268435456 numbers/], // prettier-ignore
  ['calls two tensors the same', 'serve({}, { parameters: [{ name: "w", shape: [1] }, { name: "w", shape: [1] }], theta: [1, 2] });', {}, /Two tensors are called w/], // prettier-ignore
  ['has parameters that are not finite', 'serve({}, { theta: [1, NaN, 1] });', {}, /w\[1\] is NaN/],
  ['answers with an error that is no sentence', 'serve({ cost: (id) => send(frame({ id, error: 5 })) });', {}, /its error is 5, which is no string/], // prettier-ignore
  ['answers hello with an error that is no sentence', 'serve({ hello: (id) => send(frame({ id, error: null })) });', {}, /invalid answer to hello: its error is null/], // prettier-ignore
  ['answers with an error too deep to be told', 'serve({ cost: (id) => send(frame(`{"id":${id},"error":${"[".repeat(2e5)}${"]".repeat(2e5)}}`, [1])) });', {}, /invalid answer to cost: its error is a list, which is no string/], // prettier-ignore
  ['answers with an id too deep to be told', 'serve({ cost: () => send(frame(`{"id":${"[".repeat(2e5)}${"]".repeat(2e5)}}`, [1])) });', {}, /invalid answer to cost: its id is a list, but the question's was \d+/], // prettier-ignore
  ['fails without a word', 'serve({ gradient: (id) => send(frame({ id, error: "" })) });', {}, /failed at gradient, and gave no reason/], // prettier-ignore
  ['gives no parameters', 'serve({ hello: (id) => send(frame({ id, version: 1, operations: ["cost"] })) });', {}, /gives no parameters, and problem.json names no file/], // prettier-ignore
  ['has no cost', 'serve({}, { operations: ["gradient"] });', {}, /can't be asked for cost/],
  ['fails at the gradient', 'serve({ gradient: (id) => { console.error("Traceback"); send(frame({ id, error: "ValueError: shapes (3,) and (4,)" })); } });', {}, /failed at gradient: ValueError: shapes \(3,\) and \(4,\)\nThe end of its standard error:\n +Traceback/], // prettier-ignore
];

describe('a process that misbehaves gets a message, and is ended', () => {
  it.each(MISBEHAVIOURS)('one that %s', async (_what, script, description, message) => {
    const folder = await processFolder(script, description);
    expect(await refusal(folder)).toMatch(message);
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('one that is not there', async () => {
    const folder = await processFolder('', { command: ['no-such-program-here'] });
    expect(await refusal(folder)).toBe(
      `no-such-program-here could not be started: there is no such program. It is the command of ${join(folder, 'problem.json')}.`,
    );
    await rm(folder, { recursive: true });
  });

  it.each<[string, string[], RegExp]>([
    [
      'whose interpreter is not there',
      ['./model.sh'],
      /^\.\/model\.sh could not be started: its interpreter "\/no\/such\/interpreter", which its first line names, is not there\. It is the command of .*problem\.json\.$/,
    ],
    [
      'whose name is too long',
      [`./${'x'.repeat(5000)}`],
      /could not be started: its name is too long\. It is the command of/,
    ],
    [
      'whose arguments are too long',
      ['true', 'x'.repeat(4e6)],
      /could not be started: its arguments and the environment are too long\. It is the command of/,
    ],
    [
      'that lies in a file',
      ['./problem.json/model'],
      /could not be started: a part of its path is no folder/,
    ],
  ])('one %s', async (_what, command, message) => {
    const folder = await processFolder('', { command });
    await writeFile(join(folder, 'model.sh'), '#!/no/such/interpreter\n', { mode: 0o755 });
    const said = await refusal(folder);
    expect(said).toMatch(message);
    expect(said.length).toBeLessThan(1000);
    await rm(folder, { recursive: true });
  });

  it('one that may not be executed', async () => {
    const folder = await processFolder('', { command: ['./model.mjs'] });
    expect(await refusal(folder)).toMatch(
      /^\.\/model\.mjs could not be started: it is no file that may be executed/,
    );
    await rm(folder, { recursive: true });
  });

  it('one whose words would mean something to a shell: they don’t', async () => {
    const folder = await processFolder('', { command: ['echo $HOME; touch touched'] });
    expect(await refusal(folder)).toMatch(/there is no such program/);
    await rm(folder, { recursive: true });
  });
});

const GRANDCHILD = `
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
const { pid } = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)'], { stdio: ['ignore', 'inherit', 'inherit'] });
appendFileSync('pids', pid + '\\n');
`;

describe('the end of a process', () => {
  const opened = async (script: string): Promise<{ folder: string; open: OpenProblem }> => {
    const folder = await processFolder(script);
    return { folder, open: await openProblem(folder) };
  };

  it('takes what it started with it', async () => {
    const { folder, open } = await opened(`${GRANDCHILD} serve();`);
    await open.close();
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('takes what it started with it, also when it dies by itself', async () => {
    const folder = await processFolder(`${GRANDCHILD} serve({ cost: () => process.exit(5) });`);
    expect(await refusal(folder)).toMatch(/ended with status 5/);
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('comes to one that doesn’t listen', async () => {
    const { folder, open } = await opened(`
      import { writeFileSync } from 'node:fs';
      process.on('SIGTERM', () => {});
      serve({ cost: () => { writeFileSync('busy', ''); for (;;); } });`);
    const { problem } = open.functions[0]!;
    if (problem.kind !== 'function') throw new Error('it is a function');
    const waiting = expect(problem.cost(problem.theta)).rejects.toThrow(/SIGKILL/);
    await vi.waitFor(() => access(join(folder, 'busy')), { timeout: 30_000 });
    await open.close();
    await waiting;
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('comes with the signal, whose reason everyone who waits is given', async () => {
    const folder = await processFolder('serve({ cost: () => { for (;;); } });');
    const interrupt = new AbortController();
    const { functions, close } = await openProblem(folder, { signal: interrupt.signal });
    const { problem } = functions[0]!;
    if (problem.kind !== 'function') throw new Error('it is a function');
    const reason = new Error('enough');
    const waiting = expect(problem.cost(problem.theta)).rejects.toBe(reason);
    interrupt.abort(reason);
    await waiting;
    await close();
    await close();
    expect(await leftBehind(folder)).toEqual([]);
  });

  it('isn’t begun when the signal was there before', async () => {
    const folder = await processFolder('serve();');
    const reason = new Error('enough');
    await expect(openProblem(folder, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await rm(folder, { recursive: true });
  });
});
