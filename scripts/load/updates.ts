import { readdirSync, readFileSync } from 'node:fs';
import { encode } from '../../bot/index.ts';
import { parseQuestions } from '../evaluate/questions.ts';

/** Something a citizen does, ready to be posted: only its numbers are still to be filled in. */
export type Deed = (update: number, chat: number) => string;

export const SECRET = 'only-for-this-run';
const QUESTIONS = 'test/understanding/citizen-questions.tsv';

/** As Telegram writes it: nothing but ASCII, so that a text is as long as it has letters. */
const ascii = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

const HEAD = [
  'POST /webhooks/telegram HTTP/1.1',
  'Host: 127.0.0.1',
  'Content-Type: application/json',
  `X-Telegram-Bot-Api-Secret-Token: ${SECRET}`,
  'Content-Length: ',
].join('\r\n');

const request = (body: string): string => `${HEAD}${body.length}\r\n\r\n${body}`;

const written = (text: string, language: string): Deed => {
  const rest = `"from":{"id":1,"is_bot":false,"first_name":"Sok","language_code":"${language}"},"text":${ascii(text)}}}`;
  // Written when it is posted: messages that were all written at once are a flood, and get no answer.
  return (update, chat) =>
    request(
      `{"update_id":${update},"message":{"message_id":${update},"date":${Math.floor(Date.now() / 1000)},"chat":{"id":${chat},"type":"private"},${rest}`,
    );
};

const pressed = (code: string): Deed => {
  const rest = `"data":${ascii(code)}}}`;
  return (update, chat) =>
    request(
      `{"update_id":${update},"callback_query":{"id":"${update}","from":{"id":${chat},"is_bot":false,"first_name":"Sok","language_code":"km"},"message":{"message_id":1,"date":1,"chat":{"id":${chat},"type":"private"}},${rest}`,
    );
};

/** Real questions of citizens, both languages in the proportion in which they were asked. */
export const questions = (): readonly Deed[] =>
  parseQuestions(readFileSync(QUESTIONS, 'utf8'), QUESTIONS).map(({ text, lang }) =>
    written(text, lang.slice(0, 2)),
  );

/** The button of a fee, of some services. */
export function presses(): readonly Deed[] {
  const files = readdirSync('content/services', { recursive: true }).map(String);
  const services = files.flatMap((file) => /([\w-]+)\.yaml$/.exec(file)?.[1] ?? []);
  if (services.length === 0) throw new Error('content/services has no services');
  return services.map((service) => pressed(encode({ kind: 'service', service, aspect: 'fee' })));
}
