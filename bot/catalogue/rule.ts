import type { Catalogue } from './catalogue.ts';
import type { Issue } from './issue.ts';
import type { Service } from './service.ts';

/** A rule over the whole catalogue. `fileOf` names the file of a service. */
export type Rule = (catalogue: Catalogue, fileOf: (service: Service) => string) => readonly Issue[];
