import { reportFromJson, type Run } from '@gradproof/core/fleet';
import type { CheckSpec } from '@gradproof/queue';
import { baselineResultSchema, resultSchema } from '@gradproof/queue/testing';
import type { EncodedRun, Processors, VectorStore } from '@gradproof/queue/worker';

/** Vectors in memory, by number. */
export const inMemory = (): VectorStore => {
  const all = new Map<string, Float64Array>();
  return {
    put: (values) => {
      const name = String(all.size);
      all.set(name, values);
      return Promise.resolve({
        sha256: 'a'.repeat(64),
        bytes: values.byteLength,
        chunks: [name.padStart(64, '0')],
      });
    },
    get: ({ chunks }) => Promise.resolve(all.get(String(Number(chunks[0])))!),
  };
};

/** What goes over the wire and back. */
const sent = <Received>(schema: { parse: (value: unknown) => Received }, value: unknown): Received =>
  schema.parse(JSON.parse(JSON.stringify(value)));

/** What the fleet reports: every run by itself, over the wire and back, in any order, some of them twice. */
export const reportOf = async (
  processors: Processors,
  spec: CheckSpec,
  runs: readonly Run[],
  order: (index: number) => number,
) => {
  const results: EncodedRun[] = [];
  for (const index of [...runs.keys(), 0].sort((a, b) => order(a) - order(b))) {
    const result = sent(resultSchema, await processors.run({ spec, run: runs[index]! }));
    if (result.kind !== 'baseline') results.push(result);
  }
  const baseline = sent(baselineResultSchema, await processors.baseline({ spec }));
  const job = { spec, runs: runs.length };
  const report = reportFromJson(await processors.conclude(job, { baseline, runs: results }, 0));
  await processors.dispose();
  return report;
};
