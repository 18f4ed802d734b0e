// A problem folder's files without a disk: for a page. Nothing here needs Node.
export { readProblemFiles } from './problem/read-problem-files.ts';
