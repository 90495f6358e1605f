import { attack } from './attack.ts';
import type { Finding } from './finding.ts';
import type { PublishedBlock } from './published.ts';
import { readOff } from './read-off.ts';

/**
 * Everything that a published block tells and should not, found from its figures alone, as a stranger would who
 * knows the rules by which they were hidden. Exact: what is not found cannot be computed from the block.
 */
export const audit = (block: PublishedBlock): Finding[] => [...readOff(block), ...attack(block)];
