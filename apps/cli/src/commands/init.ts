import { writeProblem } from '@gradproof/formats';
import { safeText } from '@gradproof/model';
import { EXIT_STATUS } from '../exit-status.ts';
import type { Terminal } from '../terminal.ts';
import { starterProblem } from './starter-problem.ts';

/** Writes a small working problem folder, and says what to do with it. Throws InputError when there is something already. */
export const init = async (folder: string, terminal: Terminal): Promise<number> => {
  await writeProblem(folder, starterProblem());
  const shown = safeText(folder, 500);
  terminal.out(
    [
      `Wrote ${shown}: a network 3-4-1 on 5 examples, and its right gradient. Check it:`,
      `    gradproof check ${shown}`,
      'Then describe your own model in problem.json, and write your own arrays over these, for instance from NumPy:',
      '    np.savez("parameters.npz", W1=W1, b1=b1, W2=W2, b2=b2)        # W [units, inputs], b [units, 1]',
      '    np.savez("gradients.npz", dW1=dW1, db1=db1, dW2=dW2, db2=db2)',
      '    np.savez("data.npz", X=X, Y=Y)                                # an example is a column',
      'costValue is J as your own code has it: replace it, or leave it out.',
      '',
    ].join('\n'),
  );
  return EXIT_STATUS.correct;
};
