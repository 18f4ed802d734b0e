import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { clearTimeout, setTimeout } from 'node:timers';
import fc from 'fast-check';
import { TestRunner } from 'vitest';
import { createRuntime, EndlessLoop } from './runtime.mjs';

/** A mutant may take so many times the steps and the seconds of the original, and so many more. */
const MOST_TIMES = 20;
const MORE_STEPS = 100_000;
const MORE_MILLISECONDS = 2_000;

fc.configureGlobal({ endOnFailure: true }); // a mutant's counterexample need not be the smallest

/** Rejects when `work` isn't done by then: a promise that is never settled. */
const within = async (milliseconds, work) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new EndlessLoop('it takes too long')), milliseconds);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Runs each test first as it is, with a record of the mutants that it meets, then with each of them. What comes out is appended to the
 * journal. A mutant that blocks the thread is the parent process's to end: the pulse says which one is running, and until when it may.
 */
export default class MutatingRunner extends TestRunner {
  #plan = JSON.parse(readFileSync(process.env.MUTATE_PLAN, 'utf8'));
  #runtime = (globalThis.__mutate = createRuntime());
  #pending = new Map(this.#plan.mutants.map(({ id, key }) => [id, key]));
  #whileLoading = new Set();
  #milliseconds = 1; // that the tests take as they are; 0 is: never measured

  constructor(config) {
    super(config);
    if (this.#plan.fromStart !== null) this.#runtime.activate(this.#plan.active);
    else this.#runtime.record(this.#whileLoading);
    for (const id of this.#killedBefore()) this.#pending.delete(id);
  }

  /** By specs before this one. */
  *#killedBefore() {
    const ids = new Map([...this.#pending].map(([id, key]) => [key, id]));
    const hashes = new Map(this.#plan.specs.map(({ name, hash }) => [name, hash]));
    for (const line of readFileSync(this.#plan.journal, 'utf8').split('\n')) {
      const { killed, spec, hash } = line === '' ? {} : JSON.parse(line);
      if (ids.has(killed) && hashes.get(spec) === hash) yield ids.get(killed); // a spec that has changed since may kill no more
    }
  }

  #note(test, entry) {
    const { name, hash } = this.#specOf(test);
    appendFileSync(this.#plan.journal, `${JSON.stringify({ spec: name, hash, ...entry })}\n`);
  }

  #specOf(test) {
    return this.#plan.specs.find(({ path }) => path === test.file.filepath);
  }

  async #once(test) {
    this.onBeforeTryTask(test, { retry: 0, repeats: 0 });
    await TestRunner.getTestFn(test)();
    this.onAfterTryTask(test);
  }

  async runTask(test) {
    if (this.#plan.fromStart !== null) return TestRunner.getTestFn(test)();
    const hits = new Set();
    this.#runtime.record(hits);
    this.#runtime.countSteps(Infinity);
    const start = performance.now();
    await TestRunner.getTestFn(test)();
    const milliseconds = performance.now() - start;
    this.#milliseconds += milliseconds;
    this.#runtime.record(null);
    const { done } = this.#specOf(test);
    const met = [...hits].filter((id) => this.#pending.has(id) && !done[test.fullName]?.includes(id));
    if (met.length === 0) return;
    const limits = {
      steps: MOST_TIMES * this.#runtime.steps() + MORE_STEPS,
      milliseconds: MOST_TIMES * milliseconds + MORE_MILLISECONDS,
    };
    await this.#repeat(test, met);
    const survived = await this.#mutate(test, met, limits);
    this.#note(test, { test: test.fullName, survived });
    if (survived.length < met.length) await this.#once(test); // a failure here: a mutant has left something behind
  }

  /** A test that fails when it is run once more would seem to kill all that it meets: it kills none. */
  async #repeat(test, met) {
    try {
      await this.#once(test);
    } catch (error) {
      this.#note(test, { test: test.fullName, survived: met.map((id) => this.#pending.get(id)) });
      throw error;
    }
  }

  /** The keys of the mutants that this test lets live. */
  async #mutate(test, ids, limits) {
    const survived = [];
    for (const id of ids) {
      const key = this.#pending.get(id);
      const { name: spec, hash } = this.#specOf(test);
      const until = Date.now() + limits.milliseconds + MORE_MILLISECONDS;
      writeFileSync(this.#plan.pulse, JSON.stringify({ key, until, spec, hash, test: test.fullName }));
      const how = await this.#killedHow(test, id, limits);
      if (how === null) survived.push(key);
      else {
        this.#note(test, { killed: key, test: test.fullName, how });
        this.#pending.delete(id);
      }
    }
    writeFileSync(this.#plan.pulse, '');
    return survived;
  }

  async #killedHow(test, id, { steps, milliseconds }) {
    this.#runtime.activate(id);
    this.#runtime.countSteps(steps);
    try {
      await within(milliseconds, () => this.#once(test));
      return this.#runtime.steps() > steps ? 'endless' : null;
    } catch (error) {
      return error instanceof EndlessLoop ? 'endless' : 'failed';
    } finally {
      this.#runtime.countSteps(Infinity);
      this.#runtime.activate(null);
    }
  }

  onCollected() {
    this.#runtime.record(null);
  }

  onAfterRunFiles(files) {
    super.onAfterRunFiles(files);
    if (this.#plan.fromStart !== null) return;
    const loaded = [...this.#whileLoading].flatMap((id) => this.#pending.get(id) ?? []);
    const milliseconds = Math.round(this.#milliseconds);
    for (const file of files)
      this.#note({ file }, { through: [...this.#pending.values()], loaded, milliseconds });
  }
}
