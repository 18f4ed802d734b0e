import { createCpuEngine } from '@gradproof/engine-cpu';
import type { DeviceListing } from '@gradproof/engine-gpu';
import { safeJson, safeText } from '@gradproof/model';
import { EXIT_STATUS } from '../exit-status.ts';
import { findGpuPackage, INSTALL_GPU } from '../engines/gpu-package.ts';
import type { Terminal } from '../terminal.ts';

const lineOf = (listing: DeviceListing): string[] => {
  const name = listing.mode.padEnd(11);
  if (!listing.ready)
    return [
      `${name}missing: ${safeText(listing.reason, 500)}`,
      `${' '.repeat(11)}remedy: ${listing.install}`,
    ];
  const kind = listing.software ? 'float32, software' : 'float32';
  return [`${name}${safeText(listing.description, 500)} (${kind})`];
};

/** Lists what can compute here, and what is missing for the rest. */
export const devices = async (json: boolean, terminal: Terminal): Promise<number> => {
  const { device, precision } = await createCpuEngine().describe();
  const gpu = await findGpuPackage();
  const listings = (await gpu?.listDevices()) ?? [];
  const taken = listings.find(({ ready }) => ready);
  if (json) {
    const missing = gpu ? {} : { install: INSTALL_GPU };
    terminal.out(
      `${safeJson({ cpu: { device, precision }, gpu: listings, taken: taken?.mode ?? null, ...missing })}\n`,
    );
    return EXIT_STATUS.correct;
  }
  terminal.out(
    [
      '--engine cpu',
      `${'cpu'.padEnd(11)}${safeText(device, 500)} (${precision})`,
      '',
      ...(gpu
        ? [`--engine gpu takes ${taken?.mode ?? 'none'}, unless --device says otherwise`]
        : [`--engine gpu is not installed: ${INSTALL_GPU}`]),
      ...listings.flatMap(lineOf),
      '',
    ].join('\n'),
  );
  return EXIT_STATUS.correct;
};
