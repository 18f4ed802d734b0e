/** What `npm install gradproof` may bring. */
const MOST_PACKAGES = 60;
const MOST_MEBIBYTES = 15;

/** Throws when a package brings more than it may. Returns what it brings, as a text. */
export const assertLight = ({ packages, bytes }) => {
  const text = `${packages} packages, ${(bytes / 2 ** 20).toFixed(1)} MiB`;
  if (packages <= MOST_PACKAGES && bytes <= MOST_MEBIBYTES * 2 ** 20) return text;
  throw new Error(`It brings ${text}; at most ${MOST_PACKAGES} and ${MOST_MEBIBYTES} MiB.`);
};
