import type { ViteUserConfig } from 'vitest/config';

export declare const projectTestConfig: (root: string, include?: readonly string[]) => ViteUserConfig;
