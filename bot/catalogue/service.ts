import { z } from 'zod';
import { When } from './condition.ts';
import { Benefit, Fee } from './fee.ts';
import { Citation, Dispute, Source, Unknown, Verified } from './source.ts';
import { Day, Id, Line, Phrases, ShortText, Text } from './text.ts';

export const LEVELS = ['commune', 'district', 'province', 'national'] as const;

/** What can be asked about a service; `general` is the whole card. */
export const ASPECTS = ['fee', 'documents', 'time', 'where', 'validity', 'steps', 'legal'] as const;
export type Aspect = (typeof ASPECTS)[number];
export const EXAMPLE_ASPECTS = [...ASPECTS, 'general'] as const;

/** A sentence about the service that a source states. */
const Statement = z.strictObject({ text: Text, when: When.optional(), source: Citation });
export type Statement = z.output<typeof Statement>;

/** One paper to bring. CPSV-AP: Evidence. */
const Document = z.strictObject({
  name: Text,
  form: z.enum(['original', 'copy', 'certified-copy', 'photo', 'form']).optional(),
  quantity: z.int().positive().optional(),
  size: z.string().optional().describe('of a photo, such as 4x6'),
  optional: z.literal(true).optional(),
  when: When.optional(),
  where_to_get: Text.optional(),
  source: Citation.optional().describe('where it differs from the source of the list'),
});
export type Document = z.output<typeof Document>;

/** The papers of a service; `partial` when the source names some and goes on unread. */
const Documents = z.strictObject({
  partial: z.literal(true).optional(),
  source: Citation,
  items: z.array(Document).min(1),
});

/** How long it takes. `max: 0` means at once. */
const Duration = z.strictObject({
  min: z.number().positive().optional(),
  max: z.number().min(0),
  unit: z.enum(['hour', 'day', 'working_day', 'week', 'month']),
  approximate: z.literal(true).optional(),
  when: When.optional(),
  label: Text.optional(),
  note: Text.optional(),
  disputed: Dispute.optional(),
  source: Citation,
});
export type Duration = z.output<typeof Duration>;

/** How long the result may be used: a span, for ever, or once. */
const Validity = z
  .strictObject({
    value: z.int().positive().optional(),
    unit: z.enum(['month', 'year']).optional(),
    permanent: z.literal(true).optional(),
    once: z.literal(true).optional(),
    when: When.optional(),
    label: Text.optional(),
    note: Text.optional(),
    source: Citation,
  })
  .refine(
    ({ value, unit, permanent, once }) =>
      [value !== undefined && unit !== undefined, permanent, once].filter(Boolean).length === 1,
    'a validity is value with unit (month, year), or permanent: true, or once: true',
  );
export type Validity = z.output<typeof Validity>;

const Examples = z.partialRecord(z.enum(EXAMPLE_ASPECTS), z.array(Line).min(1));

/**
 * What an office does for a citizen. One YAML file, edited by people who do not program.
 * Field names are the editors'; CPSV-AP 3.2 terms are named where they differ.
 */
export const Service = z
  .strictObject({
    id: Id.describe('the same as the file name; it never changes · លេខសម្គាល់'),
    status: z
      .enum(['draft', 'active', 'suspended', 'withdrawn'])
      .describe('draft: not told to citizens; withdrawn: the id stays for ever · ស្ថានភាព'),
    since: Day.optional().describe('when it was withdrawn or suspended · ចាប់ពីថ្ងៃ'),
    reason: Text.optional().describe('why it was withdrawn or suspended · មូលហេតុ'),
    replaced_by: Id.optional().describe('the id of the service to use instead · សេវាជំនួស'),
    reviewed: z
      .boolean()
      .optional()
      .describe('false until a Khmer speaker of the field has read the Khmer · បានពិនិត្យភាសាខ្មែរ'),
    name: Text.describe('what citizens call it · ឈ្មោះសេវា'),
    short: ShortText.describe('on a button, at most 20 letters · ឈ្មោះខ្លីលើប៊ូតុង'),
    summary: Text.describe('one plain sentence · សេចក្តីសង្ខេបមួយប្រយោគ'),
    sector: Id.describe('an id of sectors.yaml · វិស័យ'),
    levels: z.array(z.enum(LEVELS)).min(1).describe('who gives it · ថ្នាក់'),
    fees: z
      .array(Fee)
      .min(1)
      .describe('what it costs; what nobody has found is unknown: true, never a guess · តម្លៃសេវា'),
    benefits: z
      .array(Benefit)
      .min(1)
      .optional()
      .describe('money the citizen receives, never a fee · ប្រាក់ឧបត្ថម្ភ'),
    documents: z.union([Unknown, Documents]).describe('papers to bring · ឯកសារត្រូវយកទៅ'),
    duration: z.union([Unknown, z.array(Duration).min(1)]).describe('how long it takes · រយៈពេល'),
    deadlines: z.array(Statement).min(1).optional().describe('by when the citizen must come · កាលកំណត់'),
    validity: z
      .union([Unknown, z.array(Validity).min(1)])
      .optional()
      .describe('how long the result may be used · សុពលភាព'),
    eligibility: z
      .array(Statement)
      .min(1)
      .optional()
      .describe('who may, who must, and when it is not needed · អ្នកមានសិទ្ធិ'),
    steps: z.array(Statement).min(1).optional().describe('what to do, in order · ជំហាន'),
    offices: z
      .union([Unknown, z.array(z.strictObject({ kind: Id, note: Text.optional(), source: Citation })).min(1)])
      .describe('where to go: kinds of offices.yaml · ការិយាល័យ'),
    hotline: Id.optional().describe('an id of the hotlines in offices.yaml · លេខទូរស័ព្ទជំនួយ'),
    website: z.url().optional().describe('the official page of the service · គេហទំព័រ'),
    legal: z
      .array(z.strictObject({ law: Id, note: Text.optional() }))
      .min(1)
      .optional()
      .describe('the laws it rests on, by their ids in laws.yaml · មូលដ្ឋានច្បាប់'),
    sources: z
      .record(z.string(), Source)
      .describe('where the facts were read, by the key that facts name · ប្រភព'),
    verified: Verified.describe('when an office confirmed it, or never · ការផ្ទៀងផ្ទាត់ជាមួយការិយាល័យ'),
    aliases: Phrases.describe('other names people use · ឈ្មោះផ្សេងៗដែលគេហៅ'),
    examples: z
      .strictObject({ km: Examples, en: Examples, 'km-Latn': Examples })
      .describe(
        'questions as citizens type them, by what they ask; they teach the matcher · សំណួរគំរូតាមពាក្យប្រជាពលរដ្ឋ',
      ),
    not_for: z
      .array(Line)
      .optional()
      .describe('questions that must not find this service · សំណួរដែលមិនមែនសម្រាប់សេវានេះ'),
    related: z.array(Id).optional().describe('ids of services that people often need too · សេវាពាក់ព័ន្ធ'),
    requires: z.array(Id).optional().describe('ids of services to have first · សេវាដែលត្រូវធ្វើមុន'),
  })
  .superRefine((service, context) => {
    if (
      (service.status === 'withdrawn' || service.status === 'suspended') &&
      !(service.since && service.reason)
    )
      context.addIssue({
        code: 'custom',
        path: ['status'],
        message: `a ${service.status} service says since when (since) and why (reason)`,
      });
    service.fees.forEach((fee, index) => {
      if (service.fees.length > 1 && !fee.label)
        context.addIssue({
          code: 'custom',
          path: ['fees', index],
          message: 'with several steps, each needs a label: {km, en} that names its case',
        });
    });
  });
export type Service = z.output<typeof Service>;
