import { audit, createCube, told } from '../../bot/index.ts';
import { compareDashboard } from './compare.ts';
import { type Get, readFolder } from './folder.ts';
import { rebuild } from './rebuild.ts';
import { checkSchema } from './schema.ts';

/** What was checked, a line each, and everything that is wrong. */
export interface Verdict {
  readonly checked: readonly string[];
  readonly differences: readonly string[];
}

/**
 * Checks open data as a stranger can: with the published files alone.
 * @param dashboard where the pages are, to compare their figures; none: the files are checked by themselves
 */
export async function verifyOpenData(get: Get, dashboard?: Get): Promise<Verdict> {
  const found = await readFolder(get);
  const rebuilt = rebuild(found);
  const findings = rebuilt.blocks.flatMap(audit).map(told);
  const cells = rebuilt.blocks.reduce((sum, block) => sum + block.cells.length, 0);
  const hidden = rebuilt.blocks.flatMap((block) => block.cells).filter(({ n }) => n === null).length;
  const checked = [
    `${found.files.size} files: checksums, and tables as datapackage.json describes them`,
    `${rebuilt.blocks.length} published blocks with ${cells} numbers: none of the ${hidden} hidden ones can be computed`,
  ];
  const differences = [...found.differences, ...checkSchema(found), ...rebuilt.differences, ...findings];
  if (!dashboard) return { checked, differences };
  const places = found.table('places').map(({ code = '' }) => code);
  const compared = await compareDashboard(createCube(rebuilt.blocks), places, dashboard);
  return {
    checked: [
      ...checked,
      `${compared.tables} tables of the dashboard with ${compared.numbers} numbers: computed again`,
    ],
    differences: [...differences, ...compared.differences],
  };
}
