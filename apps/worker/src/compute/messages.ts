import type { EngineDescription } from '@gradproof/core/fleet';
import type { RedisAddress } from '@gradproof/queue';
import type { BaselineJob, CheckResults, ConcludeJob, RunJob } from '@gradproof/queue/worker';
import type { EngineName, EngineOptions } from './engines.ts';

/** Where the store of problems is. */
export type StorePlace = { readonly kind: 'redis' } | { readonly kind: 'folder'; readonly folder: string };

/** The folder of modules, and the limits of each module. */
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

/** A task of a compute process. */
export type ComputeTask =
  | { readonly kind: 'baseline'; readonly job: Pick<BaselineJob, 'spec'> }
  | { readonly kind: 'run'; readonly job: Pick<RunJob, 'spec' | 'run'> }
  | {
      readonly kind: 'conclude';
      readonly job: Pick<ConcludeJob, 'spec' | 'runs'>;
      readonly results: CheckResults;
      readonly before: number;
    };

/** Messages to a compute process: its setup first, then one task at a time, which may be aborted; `end` last. */
export type ToCompute =
  | { readonly type: 'setup'; readonly setup: ComputeSetup }
  | { readonly type: 'task'; readonly id: number; readonly task: ComputeTask }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'end' };

/** Messages from a compute process. */
export type FromCompute =
  | { readonly type: 'ready'; readonly engine: EngineDescription }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly type: 'failed';
      readonly id: number | null;
      readonly name: string;
      readonly message: string;
      readonly repeats: boolean;
      /** The process takes no more tasks, and ends by itself. */
      readonly retires: boolean;
    };
