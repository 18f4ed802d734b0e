import { parentPort } from 'node:worker_threads';
import { answerTo, type Question } from './answer-to.ts';

parentPort!.on('message', (question: Question) => parentPort!.postMessage(answerTo(question)));
