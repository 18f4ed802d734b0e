import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
const SECONDS = 10;

const sumOf = (values) => values.reduce((total, value) => total + value, 0);
const minutes = (milliseconds) => `${(milliseconds / 60_000).toFixed(1)} min`;

/** What is left, in milliseconds of one process: each kind takes as long for the rest as it took for what is done. */
const leftOf = ({ spent, partOf }, cells) =>
  sumOf(
    [...Map.groupBy(cells, ({ kind }) => kind)].map(([kind, own]) => {
      const part = sumOf(own.map(partOf));
      return part > 0 ? ((spent.get(kind)?.milliseconds ?? 0) * (own.length - part)) / part : 0;
    }),
  );

/** A line every ten seconds: what is done, and how long the rest will take. Returns what ends it. */
export const showProgress = (schedule, cells, jobs) => {
  const began = performance.now();
  const show = () => {
    const parts = cells.map(schedule.partOf);
    const full = parts.filter((part) => part >= 1).length;
    const done = (100 * sumOf(parts)) / cells.length;
    const rights = sumOf([...schedule.total.values()].map(({ right }) => right));
    console.error(
      `${minutes(performance.now() - began)}: ${rights} right checks, ${full} of ${cells.length} cells full, ${done.toFixed(1)} % done; about ${minutes(leftOf(schedule, cells) / jobs)} left`,
    );
  };
  const timer = setInterval(show, 1000 * SECONDS);
  return () => clearInterval(timer);
};
