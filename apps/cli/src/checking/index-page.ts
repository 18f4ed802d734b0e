/** The page that lists several problems; loaded only where one is asked for, with the libraries of pages. */
export { htmlIndex } from '@gradproof/report/html';
