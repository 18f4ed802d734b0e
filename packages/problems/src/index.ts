export { indexModules, versionOfModule } from './fleet/index-modules.ts';
export type { ModuleIndex, ModuleVersion } from './fleet/index-modules.ts';
export { startModule } from './fleet/start-module.ts';
export type { HostedModule, HostOptions } from './fleet/start-module.ts';
export { isModulePath, loadModule } from './module/load-module.ts';
export type { CallFunction } from './module/named-errors.ts';
export type { OpenOptions } from './open-options.ts';
export { openProblem } from './open-problem.ts';
export type { OpenProblem } from './open-problem.ts';
