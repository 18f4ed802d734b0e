import { formatReport } from '@gradproof/report';
import { checkCode, checkFiles } from './checks.js';
import { EXAMPLE } from './example.js';

const element = (id) => document.getElementById(id);
const code = element('code');
code.value = EXAMPLE;

/** Shows a check's report, or in one line what keeps it from being made. */
const show = async (check) => {
  element('verdict').textContent = 'checking …';
  element('report').textContent = '';
  try {
    const report = await check();
    element('verdict').textContent = report.verdict;
    element('report').textContent = formatReport(report, { color: false, width: 100 });
  } catch (error) {
    element('verdict').textContent = 'not checked';
    element('report').textContent = error instanceof Error ? error.message : String(error);
  }
};

element('check').addEventListener('click', () => void show(() => checkCode(code.value)));
element('files').addEventListener('change', ({ target }) => void show(() => checkFiles(target.files)));
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  void show(() => checkFiles(event.dataTransfer.files));
});
