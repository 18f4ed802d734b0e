// For applications: connect to the fleet, submit a check, follow it, end it. For workers: ./worker/index.ts.

// connecting: Redis, the store of problems, the signing key
export { connectFleet, disconnectFleet } from './client/fleet-connection.ts';
export type { FleetConnection, FleetOptions } from './client/fleet-connection.ts';
export { redisAddressOf } from './connection/redis-address.ts';
export type { RedisAddress } from './connection/redis-address.ts';
export { createSigner, SIGNING_VARIABLE } from './signing/signer.ts';
export type { Signer } from './signing/signer.ts';
export { createRedisChunkStore } from './store/redis-chunk-store.ts';
export type { RedisChunkStoreOptions } from './store/redis-chunk-store.ts';
export { createFolderChunkStore } from './store/folder-chunk-store.ts';
export type { FolderChunkStoreOptions } from './store/folder-chunk-store.ts';
export type { ChunkStore } from './store/chunk-store.ts';
export { DEFAULT_PREFIX } from './flow/names.ts';
export { KEPT_SECONDS } from './records/outcomes.ts';
export { checkServer } from './connection/check-server.ts';

// submitting
export { submitCheck, submitFunction } from './client/submit.ts';
export type { FleetCheck, FleetFunctionCheck, Submitted } from './client/submit.ts';
export type { StorableProblem } from './store/problem-store.ts';
export type { StorableFunction } from './store/function-store.ts';
export { gpuEngineOfFleet } from './client/gpu-engine-of-fleet.ts';
export { moduleArithmetic } from './flow/names.ts';
export { moduleNameSchema } from './schemas/module-name.ts';

// following a check, and ending it
export { statusOfCheck, listChecks } from './client/status.ts';
export type { CheckStatus } from './client/status.ts';
export type { CheckSpec } from './schemas/check-spec.ts';
export { isCheckId } from './schemas/check-spec.ts';
export { waitForCheck } from './client/wait.ts';
export type { WaitOptions } from './client/wait.ts';
export type { Failure, Outcome } from './schemas/outcome.ts';
export { nobodyHas } from './records/can-compute.ts';
export type { WorkerInfo } from './records/registry.ts';
export { cancelCheck } from './client/cancel.ts';
export { purgeFleet } from './client/purge.ts';
export type { FleetPurged } from './client/purge.ts';
export { openQueue, queueNames } from './client/queues.ts';

// errors
export { FleetError } from './connection/fleet-error.ts';
export type { Remedy } from './connection/fleet-error.ts';
export { StoreError } from './store/store-error.ts';
export type { StoreErrorKind } from './store/store-error.ts';
export { REDIS_IS_FULL, redisTrouble } from './connection/redis-trouble.ts';
