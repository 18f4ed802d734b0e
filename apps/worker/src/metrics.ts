import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A worker's metrics for Prometheus. */
export interface WorkerMetrics {
  readonly jobs: Counter<'kind' | 'outcome'>;
  readonly seconds: Histogram<'kind'>;
  readonly evaluations: Counter;
  readonly stalls: Counter;
  readonly errors: Counter;
  /** The page, and its content type. */
  readonly page: () => Promise<{ readonly text: string; readonly type: string }>;
}

/** Seconds of a job, from a trivial one to one far too large. */
const BUCKETS = [0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300];

/** Creates the metrics of one worker; `running` is called for every page. */
export const createMetrics = (running: () => number): WorkerMetrics => {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: 'gradproof_jobs_running',
    help: 'Jobs under way',
    registers,
    collect() {
      this.set(running());
    },
  });
  return {
    jobs: new Counter({
      name: 'gradproof_jobs_total',
      help: 'Jobs that ended, by kind and outcome: done, failed, returned (to the queue)',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    seconds: new Histogram({
      name: 'gradproof_job_seconds',
      help: 'How long jobs took',
      labelNames: ['kind'],
      buckets: BUCKETS,
      registers,
    }),
    evaluations: new Counter({
      name: 'gradproof_evaluations_total',
      help: 'Evaluations of cost functions',
      registers,
    }),
    stalls: new Counter({
      name: 'gradproof_redeliveries_total',
      help: 'Jobs taken over from workers that were gone or sent no heartbeat',
      registers,
    }),
    errors: new Counter({
      name: 'gradproof_connection_errors_total',
      help: 'Errors of the connection to Redis',
      registers,
    }),
    page: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  };
};
