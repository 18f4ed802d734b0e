import type { Units } from '@gradproof/core/engine';

/** Panels: a unit and a group of four examples each. [panels] each. */
export interface PanelList {
  readonly units: Int32Array;
  readonly groups: Int32Array;
}

/** Every panel of these units and the groups first … end, unit by unit. */
export const allPanels = ({ from, until }: Units, first: number, end: number): PanelList => {
  const width = end - first;
  const size = (until - from) * width;
  return {
    units: Int32Array.from({ length: size }, (_, p) => from + Math.floor(p / width)),
    groups: Int32Array.from({ length: size }, (_, p) => first + (p % width)),
  };
};

/** The panels with these indices. */
export const choosePanels = ({ units, groups }: PanelList, panels: readonly number[]): PanelList => ({
  units: Int32Array.from(panels, (p) => units[p]!),
  groups: Int32Array.from(panels, (p) => groups[p]!),
});
