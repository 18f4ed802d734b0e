/** The page's script: shows the entry behind a heat map's cell, under the pointer or at the cursor that the arrow keys move. */
export const SCRIPT = `'use strict';
{
  const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
  const maps = JSON.parse(document.getElementById('cells').textContent);
  const text = (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value));
  const indexOf = (shape, place) => {
    const index = [];
    for (const length of [...shape].reverse()) {
      index.unshift(place % length);
      place = Math.floor(place / length);
    }
    return index;
  };
  const severity = (grad, gradapprox) => {
    const residual = Math.abs(grad - gradapprox);
    return Number.isNaN(residual) ? Infinity : residual;
  };
  for (const grid of document.querySelectorAll('.grid')) {
    const { name, shape, rows, columns, places, values } = maps[Number(grid.dataset.at)];
    const place = new Uint32Array(bytes(places));
    const value = new Float64Array(bytes(values));
    const cursor = grid.querySelector('.cursor');
    const output = grid.parentElement.querySelector('output');
    let worst = 0;
    for (let cell = 1; cell < place.length; cell++) {
      if (severity(value[2 * cell], value[2 * cell + 1]) > severity(value[2 * worst], value[2 * worst + 1])) worst = cell;
    }
    let current = worst;
    const describe = (cell, prefix) => {
      const [grad, gradapprox] = [value[2 * cell], value[2 * cell + 1]];
      const index = shape.length === 0 ? '' : '[' + indexOf(shape, place[cell]).join(',') + ']';
      const label = document.createElement('bdi');
      label.textContent = name;
      const numbers = ': grad ' + text(grad) + ', gradapprox ' + text(gradapprox) + ', residual ' + text(grad - gradapprox);
      output.replaceChildren(prefix, label, index + numbers);
    };
    const mark = (cell) => {
      cursor.hidden = false;
      cursor.style.width = 100 / columns + '%';
      cursor.style.height = 100 / rows + '%';
      cursor.style.left = (100 * (cell % columns)) / columns + '%';
      cursor.style.top = (100 * Math.floor(cell / columns)) / rows + '%';
    };
    const show = (cell) => {
      current = cell;
      cursor.classList.remove('worst');
      mark(cell);
      describe(cell, '');
    };
    const rest = () => {
      cursor.hidden = true;
      cursor.classList.add('worst');
      if ('wrong' in grid.dataset) mark(worst);
      describe(worst, 'Worst: ');
    };
    const within = (value, most) => Math.min(most - 1, Math.max(0, value));
    const pointed = (event) => {
      const box = grid.getBoundingClientRect();
      const column = within(Math.floor(((event.clientX - box.left) / box.width) * columns), columns);
      const row = within(Math.floor(((event.clientY - box.top) / box.height) * rows), rows);
      show(row * columns + column);
    };
    grid.addEventListener('pointermove', pointed);
    grid.addEventListener('pointerdown', pointed);
    grid.addEventListener('pointerleave', () => document.activeElement === grid || rest());
    grid.addEventListener('focus', () => show(current));
    grid.addEventListener('blur', rest);
    grid.addEventListener('keydown', (event) => {
      const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
      if (event.key === 'Home') current = worst;
      else if (!(event.key in moves)) return;
      event.preventDefault();
      const [down, right] = moves[event.key] ?? [0, 0];
      show(within(Math.floor(current / columns) + down, rows) * columns + within((current % columns) + right, columns));
    });
    rest();
  }
}`;
