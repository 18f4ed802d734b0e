import { InputError } from '@gradproof/model';

/** What would help, as data: each program words it in its own terms, by an option or an argument of its own. */
export type InputRemedy =
  /** Let the file that is there be replaced. */
  | { readonly kind: 'replace-file' }
  /** Begin with an example of a problem folder. */
  | { readonly kind: 'write-example' }
  /** Differentiate J alone: that needs no gradients. */
  | { readonly kind: 'differentiate-only' }
  /** Name the folder of modules that holds the module. */
  | { readonly kind: 'name-modules-folder' };

/** An InputError with a remedy that depends on the program: its message doesn't say it. */
export class RemediableError extends InputError {
  readonly remedy: InputRemedy;

  /** `message`: what is wrong and what to do in any program; `remedy`: what else would help in this one. */
  constructor(message: string, remedy: InputRemedy) {
    super(message);
    this.remedy = remedy;
  }
}
