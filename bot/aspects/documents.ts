import { type Document, isUnknown } from '../catalogue/index.ts';
import { localDigits } from '../speech.ts';
import { conditionSuffix } from './condition-words.ts';
import { bullet, type Tell, type Telling } from './telling.ts';
import { asOf, notConfirmed } from './unknown.ts';

/** Which papers to bring. */
export const documents: Tell = (telling) => {
  const { service, say, locale, known } = telling;
  const list = service.documents;
  if (isUnknown(list)) return notConfirmed(telling, say('documents.unknown'), list.note?.[locale]);
  const shown = list.items.flatMap((item) => {
    const suffix = conditionSuffix(telling, item.when, known);
    return suffix === undefined ? [] : [{ item, line: bullet(documentWords(telling, item) + suffix) }];
  });
  if (shown.length === 0) return notConfirmed(telling, say('documents.unknown'));
  const age = asOf(telling, list.source);
  return {
    lines: [
      ...shown.map(({ line }) => line),
      ...(list.partial ? [say('documents.partial')] : []),
      ...(age ? [say('documents.list', { age })] : []),
    ],
    citations: [list.source, ...shown.flatMap(({ item }) => item.source ?? [])],
  };
};

function documentWords(
  { locale, say }: Telling,
  { name, form, quantity, size, optional, where_to_get }: Document,
): string {
  const details = [
    form && form !== 'photo' && form !== 'form' ? say(`documents.form.${form}`) : undefined,
    quantity ? say('documents.quantity', { count: quantity }) : undefined,
    size && localDigits(size.replace('x', ' × '), locale),
    optional ? say('documents.optional') : undefined,
  ].filter((detail) => detail !== undefined);
  const described = details.length > 0 ? `${name[locale]} (${details.join(', ')})` : name[locale];
  return where_to_get
    ? `${described}. ${say('documents.where-to-get', { where: where_to_get[locale] })}`
    : described;
}
