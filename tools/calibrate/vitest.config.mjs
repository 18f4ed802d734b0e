import { projectTestConfig } from '../vitest/project-test-config.mjs';

export default projectTestConfig(import.meta.dirname, ['**/*.spec.mjs']);
