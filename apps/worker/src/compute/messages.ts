import type { EngineDescription } from '@gradproof/core';
import type { RedisAddress } from '@gradproof/queue';
import type { CheckResults, ConcludeJob, GroundJob, RunJob } from '@gradproof/queue/worker';
import type { EngineName, EngineOptions } from './engines.ts';

/** Where problems lie. */
export type StorePlace = { readonly kind: 'redis' } | { readonly kind: 'folder'; readonly folder: string };

/** Where modules lie, and what each may take. */
export interface ModulePlace {
  /** A real path. */
  readonly folder: string;
  /** MiB of its process. */
  readonly memory: number;
  readonly evaluationSeconds: number;
  /** What functions are computed with. */
  readonly arithmetic: string;
}

/** What a compute process is started with: sent to it, not written on its command line, where anybody could read the password. */
export interface ComputeSetup {
  readonly engine: EngineName;
  readonly engineOptions: EngineOptions;
  readonly address: RedisAddress;
  readonly prefix: string;
  readonly store: StorePlace;
  /** Null on a worker without modules. */
  readonly modules: ModulePlace | null;
  /** Bytes for the problems that are kept. */
  readonly memory: number;
  /** The worker's name, which its results carry. */
  readonly worker: string;
}

/** What a compute process is asked. */
export type ComputeTask =
  | { readonly kind: 'ground'; readonly job: Pick<GroundJob, 'spec'> }
  | { readonly kind: 'run'; readonly job: Pick<RunJob, 'spec' | 'run'> }
  | {
      readonly kind: 'conclude';
      readonly job: Pick<ConcludeJob, 'spec' | 'runs'>;
      readonly results: CheckResults;
      readonly before: number;
    };

/** Messages to a compute process: first its setup, then a task at a time; it may be told to stop one; at last to end. */
export type ToCompute =
  | { readonly type: 'setup'; readonly setup: ComputeSetup }
  | { readonly type: 'task'; readonly id: number; readonly task: ComputeTask }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'end' };

/** What it answers. */
export type FromCompute =
  | { readonly type: 'ready'; readonly engine: EngineDescription }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'failed';
      readonly id: number | null;
      readonly name: string;
      readonly message: string;
      readonly repeats: boolean;
      /** The process ends by itself now, and takes no more tasks. */
      readonly retires: boolean;
    };
