import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instances } from './instances.ts';
import { type Outcome, outcomesOf, type Question } from './outcomes.ts';

/** What all citizens together have seen by now. */
export interface Tally {
  asked: number;
  /** By each instance. */
  readonly answered: number[];
  conversations: number;
  /** Of each question, once its conversation was read back. */
  readonly outcomes: Outcome[];
}

export interface CitizenParts {
  readonly instances: Instances;
  readonly tally: Tally;
  /** No further question. */
  readonly isEnding: () => boolean;
}

/** The page shows the last 60 lines of a conversation: so many questions have fewer, answers included. */
const MOST_QUESTIONS = 12;
const EVERY_MS = 1_000;
/** A server that hangs keeps its connections open. */
const PATIENCE_MS = 5_000;

/** Asks a question a second, now one instance and now another, and reads each conversation back at its end. */
export async function neverStopAsking(parts: CitizenParts, place: number): Promise<void> {
  while (!parts.isEnding()) {
    const questions: Question[] = [];
    const conversation = await converse(parts, place, questions);
    const page = await parts.instances.ask((url) => pageOf(url, conversation), place).catch(() => undefined);
    parts.tally.conversations += 1;
    parts.tally.outcomes.push(...outcomesOf(questions, page?.result));
  }
}

/** Resolves with the id of the conversation; undefined when nobody answered in it. */
async function converse(
  { instances, tally, isEnding }: CitizenParts,
  place: number,
  questions: Question[],
): Promise<string | undefined> {
  let conversation: string | undefined;
  while (questions.length < MOST_QUESTIONS && !isEnding()) {
    const due = sleep(EVERY_MS);
    const number = questions.length + 1;
    const question: Question = { number, bubbles: undefined };
    questions.push(question);
    tally.asked += 1;
    const body = messageOf(number, conversation);
    const answer = await instances.ask((url) => post(url, body), place + number).catch(() => undefined);
    if (!answer) break;
    question.bubbles = answer.result.length;
    tally.answered[answer.place]! += 1;
    conversation ??= answer.result[0]?.conversation.id;
    await due;
  }
  return conversation;
}

/** The same words under the same id, however often it is sent. */
const messageOf = (number: number, conversation: string | undefined): string =>
  JSON.stringify({
    type: 'message',
    id: randomUUID(),
    locale: 'en',
    text: `Question ${number}: how much is a passport?`,
    ...(conversation === undefined ? {} : { conversation: { id: conversation } }),
  });

interface Answer {
  readonly conversation: { readonly id: string };
}

async function post(url: string, body: string): Promise<readonly Answer[]> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await answered(`${url}/api/chat`, { method: 'POST', headers, body });
  return ((await response.json()) as { readonly activities: readonly Answer[] }).activities;
}

async function pageOf(url: string, conversation: string | undefined): Promise<string> {
  const response = await answered(`${url}/`, { headers: { Cookie: `conversation=${conversation}` } });
  return response.text();
}

async function answered(url: string, request: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response;
}
