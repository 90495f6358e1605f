import { type Knowledge, LOCALES } from '../../../bot/index.ts';
import { type About, LICENCE, type Served, titleOf } from './datapackage.ts';

/** The same for catalogues of open data: a dataset of DCAT 3 (www.w3.org/TR/vocab-dcat-3) with a distribution for each table. */
export function dcat(
  knowledge: Knowledge,
  { origin, isDemo, modified }: Omit<About, 'say'>,
  tables: readonly Served[],
): string {
  const base = `${origin}/open-data/`;
  const inBoth = (key: string) =>
    LOCALES.map((locale) => ({ '@language': locale, '@value': knowledge.speech(locale)(key) }));
  const described = {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      spdx: 'http://spdx.org/rdf/terms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': base,
    '@type': 'dcat:Dataset',
    'dct:title': LOCALES.map((locale) => ({
      '@language': locale,
      '@value': titleOf(knowledge.speech(locale), isDemo),
    })),
    'dct:description': inBoth('open-data.intro'),
    'dct:language': [...LOCALES],
    'dct:license': { '@id': LICENCE.path },
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': inBoth('web.heading') },
    'dct:spatial': { '@id': 'http://publications.europa.eu/resource/authority/country/KHM' },
    'dct:accrualPeriodicity': { '@id': 'http://publications.europa.eu/resource/authority/frequency/MONTHLY' },
    'dcat:landingPage': { '@id': base },
    ...(modified ? { 'dct:modified': { '@type': 'xsd:dateTime', '@value': modified } } : {}),
    'dcat:distribution': tables.map((served) => distribution(base, inBoth, served)),
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

const distribution = (base: string, inBoth: (key: string) => unknown, { table, bytes, sha256 }: Served) => ({
  '@id': `${base}${table.name}.csv`,
  '@type': 'dcat:Distribution',
  'dct:title': table.name,
  'dct:description': inBoth(table.about),
  'dct:license': { '@id': LICENCE.path },
  'dcat:downloadURL': { '@id': `${base}${table.name}.csv` },
  'dcat:mediaType': { '@id': 'https://www.iana.org/assignments/media-types/text/csv' },
  'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(bytes) },
  'spdx:checksum': {
    '@type': 'spdx:Checksum',
    'spdx:algorithm': { '@id': 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256' },
    'spdx:checksumValue': { '@type': 'xsd:hexBinary', '@value': sha256 },
  },
});
