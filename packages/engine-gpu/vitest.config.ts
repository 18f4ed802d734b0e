import { projectTestConfig } from '../../tools/vitest/project-test-config.mjs';

export default projectTestConfig(import.meta.dirname);
