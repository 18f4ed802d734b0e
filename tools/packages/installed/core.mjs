const OURS = ['@gradproof/core', '@gradproof/flatteners', '@gradproof/model'];

const CHECK = `import { checkGradient } from '@gradproof/core';
const report = await checkGradient({
  parameters: { w: [0.3, 2] },
  cost: ({ w }) => w[0] * w[1] ** 2,
  gradient: ({ w }) => ({ w: [w[1] ** 2, 2 * w[0] * w[1]] }),
});
if (report.verdict !== 'correct') process.exitCode = 1;
`;

/** The library alone: it must bring no package that isn't ours. */
export const tryCore = (project, tarballs, nodes) => {
  project.npmInstall(...OURS.map((name) => tarballs[name].path));
  const { packages } = project.weight();
  if (packages !== OURS.length)
    throw new Error(`@gradproof/core brings ${packages - OURS.length} packages that aren't ours.`);
  project.write('check.mjs', CHECK);
  for (const node of nodes) project.expectStatus(0, node, ['check.mjs']);
};
